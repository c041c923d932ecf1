import type { Dataset } from "./dataset.ts";

/** The least and the largest reward. */
export type RewardRange = readonly [least: number, largest: number];

const known = new WeakMap<Dataset, RewardRange>();

/** Of a dataset, which has at least one row; found once. */
export function rewardRange(dataset: Dataset): RewardRange {
  const range = known.get(dataset) ?? rangeOf(dataset.rewards);
  known.set(dataset, range);
  return range;
}

/** Of at least one reward. */
export function rangeOf(rewards: Float32Array): RewardRange {
  let [least, largest] = [Infinity, -Infinity];
  for (let i = 0; i < rewards.length; i++) {
    least = Math.min(least, rewards[i]!);
    largest = Math.max(largest, rewards[i]!);
  }
  return [least, largest];
}

/** What covers all of them; undefined without any. */
export function commonRange(ranges: readonly RewardRange[]): RewardRange | undefined {
  if (ranges.length === 0) return undefined;
  return [Math.min(...ranges.map(([least]) => least)), Math.max(...ranges.map(([, largest]) => largest))];
}

/** Steps of the longest episode, where all of them terminate; else undefined. */
export function longestEpisode({ episodes, terminated }: Dataset): number | undefined {
  const isEnded = episodes.length > 0 && episodes.every(({ end }) => terminated[end - 1] === 1);
  return isEnded ? episodes.reduce((most, { start, end }) => Math.max(most, end - start), 0) : undefined;
}
