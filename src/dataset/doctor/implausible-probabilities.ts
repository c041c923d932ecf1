import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { count, numberText } from "./numbers.ts";

/** Standard errors beyond which a mean weight is not chance, and by how much it must be off to matter. */
const STANDARD_ERRORS = 5;
const MATTERS = 0.1;
/** Relative distance at which two probabilities are the same float32. */
const SAME = 1e-5;

/** The weights of one action: mean of 1{a_t = a} / p_t over all rows, and the standard error of that mean. */
interface MeanWeight {
  readonly action: number;
  readonly weight: number;
  readonly error: number;
}

/**
 * For a policy that may choose a where s_t stands, E[1{a_t = a} / π(a|s_t)] = 1, whatever the policies are that the log is
 * mixed of; where it may not, less. A mean that is larger by more than chance means that the logged probabilities are too small.
 * Equal probabilities in all rows can only be 1 over the number of actions that are taken.
 */
export function implausibleProbabilities(
  dataset: Dataset,
  logs: Float32Array,
  actionCount: number,
): Finding[] {
  const wrong = meanWeights(dataset, logs, actionCount).filter(
    ({ weight, error }) => weight > 1 + Math.max(MATTERS, STANDARD_ERRORS * error),
  );
  return [
    ...(wrong.length > 0 ? [tooSmall(wrong, actionCount)] : []),
    ...constantProbabilities(dataset, logs),
  ];
}

function meanWeights({ actions, rows }: Dataset, logs: Float32Array, actionCount: number): MeanWeight[] {
  const sums = new Float64Array(actionCount);
  const squares = new Float64Array(actionCount);
  logs.forEach((log, row) => {
    const weight = Math.exp(-log);
    sums[actions[row]!]! += weight;
    squares[actions[row]!]! += weight * weight;
  });
  return Array.from(sums, (sum, action) => {
    const weight = sum / rows;
    return {
      action,
      weight,
      error: Math.sqrt(Math.max(0, squares[action]! / rows - weight * weight) / rows),
    };
  });
}

function tooSmall(wrong: readonly MeanWeight[], actionCount: number): Finding {
  const { action, weight, error } = wrong.reduce((worst, next) =>
    next.weight > worst.weight ? next : worst,
  );
  return {
    code: "implausible-probabilities",
    severity: "warning",
    column: "behaviorLogProbabilities",
    message:
      `probabilities are too small for how often ${count(wrong.length, "action")} of ${actionCount} were taken: the mean of ` +
      `1{a = ${action}} / p is ${numberText(weight)} ± ${numberText(error)}, where at most 1 is possible`,
    evidence: {
      actions: wrong.map((entry) => entry.action),
      meanWeights: wrong.map((entry) => entry.weight),
      largest: weight,
      standardError: error,
    },
    consequence: "importance sampling is biased: these actions weigh too much",
    remedy:
      "check that the column is log π(a|s) of the action that was logged, after any clipping, masking or mixing with random actions",
  };
}

function constantProbabilities({ actions }: Dataset, logs: Float32Array): Finding[] {
  const probability = Math.exp(logs[0]!);
  const taken = new Set(actions).size;
  if (logs.some((log) => log !== logs[0]) || probability <= (1 + SAME) / taken) return [];
  return [
    {
      code: "implausible-probabilities",
      severity: "warning",
      column: "behaviorLogProbabilities",
      message: `the probability is ${numberText(probability)} in every row, although ${taken} different actions were taken`,
      evidence: { probability, actionsTaken: taken, largestPossible: 1 / taken },
      consequence: "importance sampling divides by numbers that are no probabilities of these actions",
      remedy: "log the probability of the action that was taken, given the state, or leave the column out",
    },
  ];
}
