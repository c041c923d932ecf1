import type { TransitionSource } from "../dataset/transition-source.ts";

/** Numbers that values cannot lie beyond, unless they are wrong. */
export type ReturnBounds = readonly [lower: number, upper: number];

/**
 * What the discounted return can be, given the rewards of the log, in their scaled units:
 *
 *     lower = H · min(0, r_min)        upper = H · max(0, r_max)        H = Σ_{t≥0} γᵗ = 1 / (1 − γ)
 *
 * With γ = 1, H is the length of the log's longest episode, if all of them terminate. An episode may end after any step,
 * hence the 0, where values start too: a network that has not learned yet lies within. Undefined where the source does not
 * know its rewards, where there is no H, and where all rewards are 0.
 */
export function returnBounds(
  discount: number,
  { rewardRange, longestEpisode }: Pick<TransitionSource, "rewardRange" | "longestEpisode">,
): ReturnBounds | undefined {
  const horizon = discount < 1 ? 1 / (1 - discount) : longestEpisode;
  if (rewardRange === undefined || horizon === undefined) return undefined;
  const [lower, upper] = [horizon * Math.min(0, rewardRange[0]), horizon * Math.max(0, rewardRange[1])];
  return lower < upper ? [lower, upper] : undefined;
}
