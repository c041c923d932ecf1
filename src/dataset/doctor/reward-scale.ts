import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { numberText } from "./numbers.ts";
import { mean, quantile } from "./sample.ts";

/** Outside of these deviations losses with fixed step sizes blow up or stand still (d3rlpy issue 255). */
const LARGEST_DEVIATION = 100;
const SMALLEST_DEVIATION = 1e-3;
/** Largest reward against the median of those that are not 0. */
const LARGEST_RATIO = 1e4;

/** Rewards that never change, on a scale that losses do not like, or with a few that dwarf the others. */
export function checkRewardScale({ rewards, terminated }: Dataset): Finding[] {
  if (rewards.every((reward) => reward === rewards[0])) {
    return [constantRewards(rewards[0]!, terminated.includes(1))];
  }
  return [...deviatingRewards(rewards), ...rewardOutliers(rewards)];
}

function constantRewards(reward: number, ends: boolean): Finding {
  const informative = reward !== 0 && ends;
  return {
    code: "constant-rewards",
    severity: informative ? "note" : "warning",
    column: "rewards",
    message: `the reward is ${reward} in every row`,
    evidence: { reward },
    consequence: informative
      ? "only the length of an episode tells good from bad"
      : "every policy has the same value: there is nothing to tell good from bad, only behavior to imitate",
    remedy: informative
      ? "nothing, if staying longer is the goal, or shorter with a negative reward"
      : "check that the column holds the reward; for imitation alone, use behavior cloning",
  };
}

function deviatingRewards(rewards: Float32Array): Finding[] {
  const center = mean(rewards);
  const deviation = Math.sqrt(
    rewards.reduce((sum, reward) => sum + (reward - center) * (reward - center), 0) / rewards.length,
  );
  if (deviation <= LARGEST_DEVIATION && deviation >= SMALLEST_DEVIATION) return [];
  const large = deviation > LARGEST_DEVIATION;
  return [
    {
      code: "reward-scale",
      severity: "warning",
      column: "rewards",
      message: `rewards vary ${large ? "widely" : "hardly"}: their standard deviation is ${numberText(deviation)}, their mean ${numberText(center)}`,
      evidence: { mean: center, deviation },
      consequence: large
        ? "errors of values are in the thousands: losses with the usual step sizes and weights diverge"
        : "differences between actions drown in the noise of a network's start and in the penalties of the losses",
      remedy: `${large ? "divide" : "multiply"} rewards by a constant so that they vary by about 1; values are then in those units`,
    },
  ];
}

function rewardOutliers(rewards: Float32Array): Finding[] {
  const sizes = new Float64Array(rewards)
    .map((reward) => Math.abs(reward))
    .filter((size) => size > 0)
    .sort();
  const [median, largest] = [quantile(sizes, 0.5), sizes.at(-1)!];
  if (largest <= LARGEST_RATIO * median) return [];
  const row = rewards.findIndex((reward) => Math.abs(reward) === largest);
  return [
    {
      code: "reward-outliers",
      severity: "warning",
      column: "rewards",
      rows: [row],
      message: `rewards[${row}] = ${numberText(rewards[row]!)} is ${numberText(largest / median)} times the median size of rewards, ${numberText(median)}`,
      evidence: { largest, median, ratio: largest / median, row },
      consequence: "a squared error is governed by a few rows; all other differences are lost",
      remedy: "check these rows; clip rewards, or scale them by a compressing function",
    },
  ];
}
