import { drawMinibatch } from "../../src/dataset/minibatch.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { Program } from "../../src/tensor/capture/program.ts";
import { Recording } from "../../src/tensor/capture/recording.ts";
import { discreteBatchTensors } from "../../src/training/batch-tensors.ts";
import { type Case, microseconds, type Variant } from "../case.ts";
import { gatherDataset } from "./gather.ts";
import { updateOf } from "./train.ts";
import { observationSize, smallProblem } from "./training-problem.ts";

/** What a step of the small training problem costs outside of its kernels, in which nothing is done here. */
export function captureOverheadCases(): Case[] {
  return [{ name: "capture/overhead", unit: microseconds, ours: ours() }];
}

function ours(): Variant {
  const program = idleProgram(updateOf(smallProblem));
  const dataset = gatherDataset();
  const tensors = discreteBatchTensors(smallProblem, observationSize);
  const rows = new Int32Array(smallProblem.batchSize);
  const sampling = { random: randomStream(0, "overhead"), discount: 0.99 };
  const call = (): void => {
    drawMinibatch(dataset, sampling, rows, tensors.views());
    if (program.applies()) program.replay();
  };
  return { call, result: () => [] };
}

function idleKernel(): number {
  return -1;
}

/** The program of a function, every launch of which returns at once. */
function idleProgram(call: () => unknown): Program {
  const backend = acceleratedBackend();
  const recording = new Recording(backend);
  backend.withRecorder(recording, call);
  const idle = new Proxy({}, { get: () => idleKernel });
  const withIdleKernels = Object.create(recording, { kernels: { value: idle } });
  return backend.withRecorder(withIdleKernels, () => new Program(backend, recording, []));
}
