import { engine, type TensorContainer } from "@tensorflow/tfjs-core";
import { checkSize } from "../../kernels/shape.ts";
import { acceleratedBackend } from "../backend.ts";
import type { Program } from "./program.ts";
import { record } from "./record.ts";

/** A function whose kernel launches can be repeated without the function. */
export interface Captured<Result> {
  /**
   * What the function returned. Its tensors belong to the program and hold the numbers of the last run: read them, since
   * clones, reshapes and variables that are assigned them would move on with them. Where the function takes turns
   * (`isTurn`), they are those of the last turn. What is no tensor is what the first call returned.
   */
  readonly result: Result;
  /**
   * Repeats the function `times` times. `before` is called before each: to write the next inputs into tensors, or assign
   * to variables. An error of a run, such as a `NonFiniteError`, leaves it usable, and the variables that the function
   * assigns to as they were before that run. Throws a `CaptureError` where another turn (`isTurn`) cannot be captured,
   * after that turn has been done, and an error inside of a gradient, which could not see through it.
   */
  run(times?: number, before?: () => void): void;
  /** Frees its memory and results. */
  dispose(): void;
}

/**
 * Calls a function of tensors once and records the kernels that it launches; `run` launches them again, in the order and
 * with the addresses and numbers of the first time, without tfjs or any other JavaScript of the function.
 *
 * Tensors that the function makes belong to the program. Tensors made before are its inputs, bound by address: write new
 * data into them in place, or assign to variables. Variables may change in the function by `adam`, `polyak`, `assign` and
 * tfjs's optimizers; random numbers come from `tensorRandomStream`, and are new in every run.
 *
 * The function is called a second time, without an effect on any tensor, to see that it does the same: what depends on a
 * counter or on `Math.random` is refused. Throws a `CaptureError` that names what cannot be replayed: the data of a tensor
 * being read, a kernel of tfjs without one of ours, a changing number, a variable made inside.
 *
 * JavaScript in the function therefore runs twice now and never again. What would differ only at a later call stays as it
 * is now: `if (++calls % 10 === 0)` never comes to pass (ask `isTurn`), an array that is refilled is not read again (write
 * into a tensor), nor is a setting of one of tfjs's optimizers that changes.
 */
export function capture<Result extends TensorContainer>(call: () => Result): Captured<Result> {
  const backend = acceleratedBackend();
  if (backend.recorder !== undefined)
    throw new Error("a function cannot be captured inside of a captured one");
  const programs = [record(backend, call)];
  let current = programs[0]!;
  let isDisposed = false;

  /** The program for what comes next; where there is none, the step that recording one takes is it. */
  const step = (): void => {
    const next = programs.find(isNext);
    if (next === undefined) programs.push(record(backend, call));
    else next.program.replay();
    current = next ?? programs.at(-1)!;
  };
  return {
    get result() {
      refuseDisposed(isDisposed);
      return current.result;
    },
    run(times = 1, before) {
      refuseDisposed(isDisposed);
      checkSize("times", times);
      if (engine().state.gradientDepth > 0) {
        throw new Error(
          "a captured function cannot run inside of a gradient, which would not see through it",
        );
      }
      backend.recorder?.refuse("it runs another captured function");
      backend.withRecorder(undefined, () => {
        for (let i = 0; i < times; i++) {
          before?.();
          refuseDisposed(isDisposed);
          step();
        }
      });
    },
    dispose() {
      if (!isDisposed) for (const { program } of programs) program.dispose();
      isDisposed = true;
    },
  };
}

function isNext({ program }: { readonly program: Program }): boolean {
  return program.applies();
}

function refuseDisposed(isDisposed: boolean): void {
  if (isDisposed) throw new Error("the captured function has been disposed");
}
