import { dispose, engine, keep, type Tensor2D, tensor2d, tidy, zeros } from "@tensorflow/tfjs-core";
import { checkObservationType } from "../env/observation.ts";
import { acceleratedBackend } from "../tensor/backend.ts";
import { type Captured, capture } from "../tensor/capture/capture.ts";
import { CaptureError } from "../tensor/capture/capture-error.ts";
import { heapView } from "../tensor/heap-view.ts";

/** What a network answers outside of training. */
export interface Evaluator {
  /**
   * The outputs for any number of observations.
   *
   * @param observations flat row-major [rows][inputs]
   * @returns flat row-major [rows][outputs]
   */
  evaluate(observations: Float32Array): Float32Array;
  /**
   * The outputs for one observation, [outputs], by a captured call of the network. They are a view of the heap, good until
   * the next evaluation or allocation.
   *
   * @param observation [inputs]
   */
  evaluateOne(observation: Float32Array): Float32Array;
  /** Frees what evaluations of one observation have kept; the network stays. */
  dispose(): void;
}

/** What is evaluated: a network, or what is made of one. */
export interface Evaluated {
  /** [rows, inputs] to [rows, outputs] */
  apply(x: Tensor2D): Tensor2D;
}

/** An evaluator of a network with so many inputs, which follows its training. */
export function evaluatorOf(network: Evaluated, inputs: number): Evaluator {
  let single: SingleRow | undefined;
  return {
    evaluate(observations) {
      checkObservationType("observations", observations);
      if (observations.length % inputs !== 0) {
        throw new RangeError(
          `observations must have ${inputs} numbers a row; got ${observations.length} in all`,
        );
      }
      return evaluateRows(network, observations, inputs);
    },
    evaluateOne(observation) {
      checkObservationType("an observation", observation);
      if (observation.length !== inputs) {
        throw new RangeError(`an observation must have ${inputs} numbers; got ${observation.length}`);
      }
      if (isWatched()) return evaluateRows(network, observation, inputs);
      single ??= singleRow(network, inputs);
      return single.evaluate(observation);
    },
    dispose() {
      single?.dispose();
      single = undefined;
    },
  };
}

/** Inside of a gradient, which replays cannot pass, or of a capture, which refuses the data that are read. */
function isWatched(): boolean {
  return engine().state.gradientDepth > 0 || acceleratedBackend().recorder !== undefined;
}

function evaluateRows(network: Evaluated, observations: Float32Array, inputs: number): Float32Array {
  let outputs: Float32Array = new Float32Array();
  // a tidy looks for tensors in what it returns, entry by entry
  tidy(() => {
    const x = tensor2d(observations, [observations.length / inputs, inputs]);
    outputs = network.apply(x).dataSync<"float32">();
  });
  return outputs;
}

/** The network on one row. */
interface SingleRow {
  evaluate(observation: Float32Array): Float32Array;
  dispose(): void;
}

/** Repeats a captured call of the network; a network that cannot be captured is called as ever. */
function singleRow(network: Evaluated, inputs: number): SingleRow {
  const x: Tensor2D = tidy(() => keep(zeros([1, inputs])));
  try {
    return replayed(
      x,
      capture(() => tidy(() => network.apply(x))),
    );
  } catch (error) {
    x.dispose();
    if (!(error instanceof CaptureError)) throw error;
    dispose(error.result);
    return {
      evaluate: (observation) => evaluateRows(network, observation, inputs),
      dispose: () => undefined,
    };
  }
}

function replayed(x: Tensor2D, captured: Captured<Tensor2D>): SingleRow {
  const backend = acceleratedBackend();
  const [input, output] = [x, captured.result].map((tensor) => heapView(() => backend.floats(tensor)));
  return {
    evaluate(observation) {
      input!().set(observation);
      captured.run();
      return output!();
    },
    dispose() {
      captured.dispose();
      x.dispose();
    },
  };
}
