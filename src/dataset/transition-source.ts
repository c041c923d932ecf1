import type { RandomStream } from "../kernels/random.ts";
import type { Dataset } from "./dataset.ts";
import { drawMinibatch, type Minibatch } from "./minibatch.ts";
import { longestEpisode, type RewardRange, rewardRange } from "./reward-range.ts";
import type { DatasetSpec } from "./spec.ts";

/** How transitions are drawn. */
export interface MinibatchSampling {
  readonly random: RandomStream;
  /** γ in [0, 1]. */
  readonly discount: number;
  /** Steps that a transition leads over, whose discounted rewards are added. Default 1. */
  readonly returnSteps?: number;
  /** Transitions come in runs of as many consecutive steps of an episode. Default: each is drawn by itself. */
  readonly sequenceLength?: number;
}

/**
 * What transitions are drawn from: a dataset, a mixture of datasets, a log that grows, a stream of files larger than
 * memory.
 */
export interface TransitionSource {
  readonly spec: DatasetSpec;
  /**
   * Fills `batch` with transitions. They depend on `sampling.random` and on what was drawn before alone. Throws a
   * DatasetError where there are none, and where `sampling` or `batch` ask for what the source cannot give. Where the batch
   * has `nextActions`, transitions after which the log does not act again are not drawn, unless they terminate.
   */
  drawMinibatch(sampling: MinibatchSampling, batch: Minibatch): void;
  /** The least and the largest reward, in the units of the spec. Absent where they are not known. */
  readonly rewardRange?: RewardRange | undefined;
  /** Steps of the longest episode, where all episodes terminate. Absent where they do not, or nobody knows. */
  readonly longestEpisode?: number | undefined;
  /** Resolves when the next `transitions` transitions can be drawn. Absent where they always can. */
  prepare?(transitions: number): Promise<void>;
}

/** The transitions of a dataset, drawn uniformly with replacement; a source is returned as it is. */
export function transitionSource(data: Dataset | TransitionSource): TransitionSource {
  if ("drawMinibatch" in data) return data;
  let rows = new Int32Array(0);
  return {
    spec: data.spec,
    get rewardRange() {
      return rewardRange(data);
    },
    get longestEpisode() {
      return longestEpisode(data);
    },
    drawMinibatch(sampling, batch) {
      const size = batch.rewards.length;
      if (rows.length !== size) rows = new Int32Array(size);
      drawMinibatch(data, sampling, rows, batch);
    },
  };
}
