import type { Dataset } from "../dataset/dataset.ts";
import { describeSizes } from "../dataset/describe-sizes.ts";
import type { DatasetSpec } from "../dataset/spec.ts";
import type { ActionLikelihood } from "../policy/action-likelihood.ts";
import { kindOf } from "./argument.ts";

/** Rows that a model is asked about at a time, so that its layers stay at a few MB. */
const CHUNK = 4096;

/**
 * mean log π(a|s) over all rows of a dataset, in nats and in the log's units: how well a model, such as `behaviorCloning` or
 * `discreteBehaviorCloning`, knows the behavior. Below its value on what it was fitted to, on episodes that `splitByEpisode`
 * kept apart, it overfits. Throws a RangeError for a dataset with other sizes or another kind of actions.
 */
export function behaviorLogLikelihood(model: ActionLikelihood, dataset: Dataset): number {
  checkLikelihood("behaviorLogLikelihood takes a model", model, dataset.spec);
  const { rows, observations, actions } = dataset;
  const [observationSize, actionSize] = [observations.length / rows, actions.length / rows];
  let sum = 0;
  for (let start = 0; start < rows; start += CHUNK) {
    const end = Math.min(start + CHUNK, rows);
    const logProbs = model.logProbs(
      observations.subarray(start * observationSize, end * observationSize),
      actions.subarray(start * actionSize, end * actionSize),
    );
    for (const logProb of logProbs) sum += logProb;
  }
  return sum / rows;
}

/**
 * Throws a TypeError where a model cannot say how likely actions are, and a RangeError where its log is one of other sizes or
 * another kind of actions.
 *
 * @param rule what the error begins with, such as "fit's behavior must be a model"
 */
export function checkLikelihood(rule: string, model: ActionLikelihood, given: DatasetSpec): void {
  if (typeof model?.logProbs !== "function") {
    throw new TypeError(`${rule} with logProbs, such as behaviorCloning(spec) returns; got ${kindOf(model)}`);
  }
  const [expected, got] = [model.spec, given].map(describeSizes);
  if (expected === got) return;
  throw new RangeError(`a dataset must have the model's ${expected}; got ${got}`);
}
