import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { refuseUnknownName } from "./options.ts";
import { type RewardScaling, unscaled } from "./spec.ts";
import { episodeReturns, sampleStatistics } from "./statistics.ts";

/**
 * The dataset with rewards multiplier · r + offset; by default the multiplier is 1 and the offset 0. `spec.rewardScaling`
 * says so, also of several scalings one after another unless they cancel, and what is learned keeps it. Other columns are those of the
 * given dataset, not copies. Returns and values of the new dataset are in the new units, and so are limits of values
 * that are given to an algorithm.
 *
 * An offset does not change which policy is best where episodes do not end early; where they do, a positive one makes
 * long episodes better, a negative one short ones.
 *
 * Throws a DatasetError for a multiplier that is 0 or not finite, an offset that is not, and for a reward that does not
 * fit into a float32 any more.
 */
export function scaleRewards(dataset: Dataset, given: Partial<RewardScaling>): Dataset {
  const { multiplier, offset } = completeScaling(given);
  const rewards = scaledRewards(dataset.rewards, { multiplier, offset });
  const { rewardScaling: before = unscaled, ...spec } = dataset.spec;
  const rewardScaling = {
    multiplier: multiplier * before.multiplier,
    offset: multiplier * before.offset + offset,
  };
  return { ...dataset, rewards, spec: isUnscaled(rewardScaling) ? spec : { ...spec, rewardScaling } };
}

function isUnscaled({ multiplier, offset }: RewardScaling): boolean {
  return multiplier === 1 && offset === 0;
}

/** f32[N], the log's own rewards in the units of a spec. Throws a DatasetError for one that is not finite in them. */
export function scaledRewards(rewards: Float32Array, { multiplier, offset }: RewardScaling): Float32Array {
  const scaled = rewards.map((reward) => multiplier * reward + offset);
  const bad = scaled.findIndex((reward) => !Number.isFinite(reward));
  if (bad < 0) return scaled;
  throw new DatasetError(
    `rewards[${bad}] must be finite in float32 when scaled; got ${multiplier} · ${rewards[bad]} + ${offset}`,
  );
}

function completeScaling(given: Partial<RewardScaling>): RewardScaling {
  refuseUnknownName("option", given, ["multiplier", "offset"]);
  const { multiplier = 1, offset = 0 } = given;
  if (!Number.isFinite(multiplier) || multiplier === 0) {
    throw new DatasetError(`multiplier must be a finite number other than 0; got ${multiplier}`);
  }
  if (!Number.isFinite(offset)) throw new DatasetError(`offset must be a finite number; got ${offset}`);
  return { multiplier, offset };
}

/** What rewards are measured by: their own deviation, or how far returns of episodes lie apart. */
export type RewardScale = "standardDeviation" | "returnRange";

/**
 * A multiplier for `scaleRewards`. "standardDeviation": 1 / the standard deviation (divisor n − 1) of all rewards.
 * "returnRange": 1000 / (largest − smallest return of an episode), as IQL takes for locomotion (Kostrikov et al. 2021,
 * arXiv:2110.06169). Throws a DatasetError where the scale is 0 or unknown.
 */
export function rewardMultiplier(dataset: Dataset, scale: RewardScale): number {
  const size = scaleOf(dataset, scale);
  if (size > 0) return (scale === "returnRange" ? 1000 : 1) / size;
  throw new DatasetError(`the ${scale} of the rewards must be positive to scale by it; got ${size}`);
}

function scaleOf(dataset: Dataset, scale: RewardScale): number {
  if (scale === "standardDeviation") return sampleStatistics(Float64Array.from(dataset.rewards)).sd;
  if (scale === "returnRange") return rangeOf(episodeReturns(dataset));
  throw new DatasetError(`a scale of rewards must be standardDeviation or returnRange; got ${scale}`);
}

function rangeOf(values: Float64Array): number {
  const extreme = (pick: (a: number, b: number) => number): number =>
    values.reduce((a, b) => pick(a, b), values[0] ?? 0);
  return extreme(Math.max) - extreme(Math.min);
}
