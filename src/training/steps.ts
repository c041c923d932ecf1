import { dispose, type Scalar } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../algorithms/algorithm.ts";
import type { BatchOf } from "../algorithms/batch.ts";
import type { Action } from "../env/action.ts";
import { type Captured, capture } from "../tensor/capture/capture.ts";
import { CaptureError } from "../tensor/capture/capture-error.ts";

type Metrics = Record<string, Scalar>;

/** The training steps of one `fit`. */
export interface Steps {
  /** Does steps, each after a call of `nextBatch`. */
  run(times: number, nextBatch: () => void): void;
  /** What the last step reported. */
  metrics(): Metrics;
  dispose(): void;
}

/**
 * The updates of an algorithm on one batch's tensors: the first is captured and the others are replays of it. Where that
 * cannot be, all are plain updates, after a warning that says why.
 */
export function stepsOf<A extends Action>(algorithm: Algorithm<A>, batch: BatchOf<A>): Steps {
  let captured: Captured<Metrics> | undefined;
  let isPlain = false;
  let plainMetrics: Metrics = {};
  /** What the update returned in this step; a capture calls it twice, and only the first call counts. */
  let returned: Metrics[] = [];

  const update = (): Metrics => {
    const metrics = algorithm.update(batch);
    returned.push(metrics);
    return metrics;
  };
  const keepMetrics = (metrics: Metrics): void => {
    dispose(plainMetrics);
    plainMetrics = metrics;
  };
  const replay = (times: number, prepare: () => void): void => {
    if (captured !== undefined) captured.run(times, prepare);
    else {
      prepare();
      captured = capture(update);
    }
  };
  /** The step that could not be captured has been done all the same. */
  const goOnPlainly = (error: unknown): void => {
    if (!(error instanceof CaptureError)) throw error;
    // biome-ignore lint/suspicious/noConsole: a slower way to the same result deserves one line
    console.warn(`offline-rl: ${algorithm.name} trains more slowly than it could: ${error.message}`);
    captured?.dispose();
    captured = undefined;
    isPlain = true;
    keepMetrics(returned[0] ?? {});
  };
  return {
    run(times, nextBatch) {
      let left = times;
      const prepare = (): void => {
        left--;
        returned = [];
        nextBatch();
      };
      while (left > 0 && !isPlain) {
        try {
          replay(left, prepare);
        } catch (error) {
          goOnPlainly(error);
        }
      }
      while (left > 0) {
        prepare();
        keepMetrics(algorithm.update(batch));
      }
    },
    metrics: () => captured?.result ?? plainMetrics,
    dispose() {
      captured?.dispose();
      dispose(plainMetrics);
    },
  };
}
