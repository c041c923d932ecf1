import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { implausibleProbabilities } from "./implausible-probabilities.ts";
import { count, numberText } from "./numbers.ts";

/** A weight 1/p beyond a million outweighs any log. */
const SMALLEST_PROBABILITY = 1e-6;

/** Log-probabilities of the logged actions: missing, too small to divide by, or at odds with the actions. */
export function checkBehaviorProbabilities(dataset: Dataset): Finding[] {
  const { behaviorLogProbabilities: logs, spec } = dataset;
  if (logs === undefined) return [missingProbabilities()];
  if (spec.actions.kind === "continuous") return [];
  return [...smallProbabilities(logs), ...implausibleProbabilities(dataset, logs, spec.actions.count)];
}

function missingProbabilities(): Finding {
  return {
    code: "missing-probabilities",
    severity: "note",
    column: "behaviorLogProbabilities",
    message: "the log does not say with which probability its actions were taken",
    evidence: {},
    consequence:
      "learning works without; importance sampling, which evaluates a policy on the log alone, needs an estimate of them",
    remedy: "log π(a|s) of every action where the policy that acts knows it",
  };
}

function smallProbabilities(logs: Float32Array): Finding[] {
  const smallest = Math.exp(logs.reduce((least, value) => Math.min(least, value), 0));
  if (smallest >= SMALLEST_PROBABILITY) return [];
  const rows = logs.filter((value) => value < Math.log(SMALLEST_PROBABILITY)).length;
  return [
    {
      code: "small-probabilities",
      severity: "warning",
      column: "behaviorLogProbabilities",
      message: `${count(rows, "action")} had a probability below ${SMALLEST_PROBABILITY}, the smallest is ${numberText(smallest)}`,
      evidence: { smallest, rows },
      consequence: "divided by it, one row outweighs all others in importance sampling",
      remedy: "cap the weights and say so, or evaluate with a method that does not divide by the probability",
    },
  ];
}
