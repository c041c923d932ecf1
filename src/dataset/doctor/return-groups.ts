import type { Dataset } from "../dataset.ts";
import { episodeReturns } from "../statistics.ts";
import type { Finding } from "./finding.ts";
import { numberText, percent } from "./numbers.ts";
import { mean } from "./sample.ts";

const FEWEST_EPISODES = 20;
/** Share of the variance that lies between the groups: 0.64 in a normal, 0.75 in a uniform distribution. */
const CLEAR_SPLIT = 0.8;
const SMALLEST_GROUP = 0.05;
/** Share of the episodes in the middle third between the two means, below which there is a valley; a skewed heap has none. */
const EMPTY_MIDDLE = 0.05;

interface Split {
  readonly threshold: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Variance between the groups over all variance. */
  readonly explained: number;
}

/**
 * Do the returns fall into two groups, as those of a good and a bad policy? By Otsu's threshold (1979). Where all episodes
 * have one step they are rewards, whose values are the task's.
 */
export function checkReturnGroups(dataset: Dataset): Finding[] {
  if (dataset.episodes.length === dataset.rows) return [];
  const returns = episodeReturns(dataset).sort();
  if (returns.length < FEWEST_EPISODES || returns[0] === returns.at(-1)) return [];
  const split = bestSplit(returns);
  const smaller = Math.min(split.lower.length, split.upper.length);
  if (split.explained < CLEAR_SPLIT || smaller < SMALLEST_GROUP * returns.length) return [];
  return middleShare(split, returns) > EMPTY_MIDDLE ? [] : [finding(split, returns.length)];
}

function middleShare({ lower, upper }: Split, returns: Float64Array): number {
  const [low, high] = [mean(lower), mean(upper)];
  const third = (high - low) / 3;
  return returns.filter((value) => value > low + third && value < high - third).length / returns.length;
}

function bestSplit(sorted: Float64Array): Split {
  const center = mean(sorted);
  const total = sorted.reduce((sum, value) => sum + (value - center) * (value - center), 0);
  let [best, most, sum] = [1, -1, 0];
  for (let size = 1; size < sorted.length; size++) {
    sum += sorted[size - 1]! - center;
    const between = (sum * sum * sorted.length) / (size * (sorted.length - size));
    if (between > most) [best, most] = [size, between];
  }
  return {
    threshold: (sorted[best - 1]! + sorted[best]!) / 2,
    lower: sorted.subarray(0, best),
    upper: sorted.subarray(best),
    explained: most / total,
  };
}

function finding({ threshold, lower, upper, explained }: Split, episodes: number): Finding {
  return {
    code: "return-groups",
    severity: "note",
    column: "rewards",
    message:
      `returns fall into two groups: ${percent(lower.length / episodes)} of the episodes around ${numberText(mean(lower))}, ` +
      `${percent(upper.length / episodes)} around ${numberText(mean(upper))}; they seem to come from several policies or starts`,
    evidence: {
      episodes,
      threshold,
      lowerMean: mean(lower),
      upperMean: mean(upper),
      lowerEpisodes: lower.length,
      upperEpisodes: upper.length,
      explainedVariance: explained,
    },
    consequence:
      "cloning imitates the average of the policies; algorithms that estimate values can pick the better one",
    remedy: "compare cloning of the better episodes alone with CQL or IQL on all of them",
  };
}
