import type { Dataset } from "../dataset.ts";
import { actionEntropy, populatedRegions } from "./action-coverage.ts";
import type { Finding } from "./finding.ts";
import { count, numberText } from "./numbers.ts";
import { evenly, mean } from "./sample.ts";

/** Standard errors beyond which a mean weight is not chance, and by how much it must be off to matter. */
const STANDARD_ERRORS = 5;
const MATTERS = 0.1;
/** Relative distance at which two probabilities are the same float32. */
const SAME = 1e-5;
/** Where the actions in a region of similar states vary nearly as much as in the whole log, the state does not decide. */
const UNDECIDED = 0.95;
const LISTED_ACTIONS = 50;

/** The weights of one action: mean of 1{a_t = a} / p_t over all rows, and the standard error of that mean. */
interface MeanWeight {
  readonly action: number;
  readonly weight: number;
  readonly error: number;
}

/**
 * For a policy that may choose a where s_t stands, E[1{a_t = a} / π(a|s_t)] = 1, whatever the policies are that the log is
 * mixed of; where it may not, less. A mean that is larger by more than chance means that the logged probabilities are too small.
 * One probability in all rows can only be 1/k of a policy that chooses among k actions in every state: it is 1 where the
 * policy is deterministic.
 */
export function implausibleProbabilities(
  dataset: Dataset,
  logs: Float32Array,
  actionCount: number,
): Finding[] {
  const wrong = meanWeights(dataset, logs).filter(
    ({ weight, error }) => weight > 1 + Math.max(MATTERS, STANDARD_ERRORS * error),
  );
  return [
    ...(wrong.length > 0 ? [tooSmall(wrong, actionCount)] : []),
    ...constantProbabilities(dataset, logs, actionCount),
  ];
}

/** Of the actions that were taken. */
function meanWeights({ actions, rows }: Dataset, logs: Float32Array): MeanWeight[] {
  const sums = new Map<number, { weights: number; squares: number }>();
  for (let row = 0; row < rows; row++) {
    const weight = Math.exp(-logs[row]!);
    const { weights, squares } = sums.get(actions[row]!) ?? { weights: 0, squares: 0 };
    sums.set(actions[row]!, { weights: weights + weight, squares: squares + weight * weight });
  }
  return Array.from(sums, ([action, { weights, squares }]) => {
    const weight = weights / rows;
    return { action, weight, error: Math.sqrt(Math.max(0, squares / rows - weight * weight) / rows) };
  }).sort((a, b) => a.action - b.action);
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
      actions: wrong.slice(0, LISTED_ACTIONS).map((entry) => entry.action),
      meanWeights: wrong.slice(0, LISTED_ACTIONS).map((entry) => entry.weight),
      largest: weight,
      standardError: error,
    },
    consequence: "importance sampling is biased: these actions weigh too much",
    remedy:
      "check that the column is log π(a|s) of the action that was logged, after any clipping, masking or mixing with random actions",
  };
}

function constantProbabilities(dataset: Dataset, logs: Float32Array, actionCount: number): Finding[] {
  const probability = Math.exp(logs[0]!);
  const taken = new Set(dataset.actions).size;
  if (logs.some((log) => log !== logs[0]) || probability <= (1 + SAME) / taken) return [];
  const choices = 1 / probability;
  if (Math.abs(choices - Math.round(choices)) <= SAME * choices && stateDecides(dataset, actionCount))
    return [];
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

/** Whether similar states see fewer different actions than the whole log, as far as can be told. */
function stateDecides(dataset: Dataset, actionCount: number): boolean {
  const whole = actionEntropy(dataset, evenly(dataset.rows, dataset.rows), actionCount);
  const inRegions = populatedRegions(dataset).map((rows) => actionEntropy(dataset, rows, actionCount));
  return inRegions.length === 0 || mean(inRegions) < UNDECIDED * whole;
}
