import {
  dispose,
  keep,
  scalar,
  type Tensor,
  type TensorContainer,
  tensor_util,
  tidy,
} from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { redirect } from "../redirect.ts";
import { snapshot } from "../snapshot.ts";
import { CaptureError } from "./capture-error.ts";
import { Comparison } from "./comparison.ts";
import { Program } from "./program.ts";
import type { Recorder } from "./recorder.ts";
import { Recording } from "./recording.ts";

/** A program, and what the function returned while it was recorded. */
export interface Recorded<Result> {
  readonly program: Program;
  readonly result: Result;
}

/**
 * Calls a function and records its launches; then calls it once more, without any launch, and compares. Throws a
 * `CaptureError` where it cannot be replayed; an error of the function passes as it is.
 */
export function record<Result extends TensorContainer>(
  backend: AcceleratedBackend,
  call: () => Result,
): Recorded<Result> {
  const recording = new Recording(backend);
  let returned: Returned<Result>;
  try {
    returned = callUnder(backend, recording, recording, call);
  } catch (error) {
    recording.abandon();
    throw error;
  }
  const { result, own } = returned;
  const problem = recording.problem ?? differenceOfSecondCall(backend, recording, call);
  if (problem === undefined) return { program: new Program(backend, recording, own), result };
  recording.abandon();
  throw new CaptureError(problem, result);
}

interface Returned<Result> {
  readonly result: Result;
  /** The tensors in it that the function made. */
  readonly own: readonly Tensor[];
}

function callUnder<Result extends TensorContainer>(
  backend: AcceleratedBackend,
  recorder: Recorder,
  { homes }: Recording,
  call: () => Result,
): Returned<Result> {
  const firstId = tidy(() => scalar(0).id);
  return backend.withRecorder(recorder, () => {
    const result = tidy(call);
    if (result instanceof Promise) recorder.refuse("it is asynchronous");
    const own = tensor_util.getTensorsInContainer(result).filter(({ id }) => id > firstId);
    for (const each of own) keepApart(backend, recorder, each);
    homes.bringHome();
    const problem = homes.problem();
    if (problem !== undefined) recorder.refuse(problem);
    return { result, own };
  });
}

/** Keeps a result, with data that nothing but the program changes. */
function keepApart(backend: AcceleratedBackend, { memory }: Recorder, result: Tensor): void {
  keep(result);
  if (backend.ownerOf(result.dataId) === memory) return;
  const copy = snapshot(result);
  redirect(backend, result, copy);
  copy.dispose();
}

function differenceOfSecondCall(
  backend: AcceleratedBackend,
  recording: Recording,
  call: () => TensorContainer,
): string | undefined {
  const comparison = new Comparison(backend, recording);
  try {
    dispose([...callUnder(backend, comparison, recording, call).own]);
  } catch (error) {
    comparison.refuse(`its second call threw ${error}`);
    recording.homes.restore();
  }
  comparison.finish();
  return comparison.problem;
}
