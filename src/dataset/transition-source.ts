import type { RandomStream } from "../kernels/random.ts";
import type { Minibatch } from "./minibatch.ts";
import type { DatasetSpec } from "./spec.ts";

/** How transitions are drawn. */
export interface MinibatchSampling {
  readonly random: RandomStream;
  /** γ in [0, 1]. */
  readonly discount: number;
}

/**
 * What transitions are drawn from: a dataset, a mixture of datasets, a log that grows, a stream of files larger than
 * memory.
 */
export interface TransitionSource {
  readonly spec: DatasetSpec;
  /** Fills `batch` with transitions. They depend on `sampling.random` and on what was drawn before alone. */
  drawMinibatch(sampling: MinibatchSampling, batch: Minibatch): void;
  /** Resolves when the next `transitions` transitions can be drawn. Absent where they always can. */
  prepare?(transitions: number): Promise<void>;
}
