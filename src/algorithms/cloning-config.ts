import { randomStream } from "../kernels/random.ts";
import type { Sampling } from "./algorithm.ts";
import { count, flag, positive, type Rules, seed, share, sizes } from "./config.ts";

/** Settings of every learner that imitates a log by a network. */
export interface CloningConfig {
  /** Widths of the hidden layers. Default [256, 256]. */
  readonly hiddenSizes: readonly number[];
  /** Step size of Adam. Default 3e-4. */
  readonly learningRate: number;
  /** Transitions a step. Default 256. */
  readonly batchSize: number;
  /** The network sees (observation − mean) / std of the log. Default true. */
  readonly standardizeObservations: boolean;
  /** Of the initial weights, the minibatches and what else is drawn. Default 0. */
  readonly seed: number;
}

export const cloningDefaults: CloningConfig = Object.freeze({
  hiddenSizes: Object.freeze([256, 256]),
  learningRate: 3e-4,
  batchSize: 256,
  standardizeObservations: true,
  seed: 0,
});

export const cloningRules: Rules<CloningConfig> = {
  hiddenSizes: sizes,
  learningRate: positive,
  batchSize: count,
  standardizeObservations: flag,
  seed,
};

/** Settings of those that imitate continuous actions. */
export interface ContinuousCloningConfig extends CloningConfig {
  /** Share of the hidden entries that are dropped in training, in [0, 1), against overfitting small logs. Default 0. */
  readonly dropout: number;
}

export const continuousCloningDefaults: ContinuousCloningConfig = Object.freeze({
  ...cloningDefaults,
  dropout: 0,
});

export const continuousCloningRules: Rules<ContinuousCloningConfig> = { ...cloningRules, dropout: share };

/** How minibatches are drawn where no value is learned. */
export function cloningSampling({ batchSize, seed }: CloningConfig): Sampling {
  return { batchSize, discount: 0, random: randomStream(seed, "minibatches") };
}
