import type { Algorithm } from "../algorithms/algorithm.ts";
import type { Minibatch } from "../dataset/minibatch.ts";
import type { ActionLikelihood } from "../policy/action-likelihood.ts";

/**
 * What a model of the behavior policy says of a batch: mean log π_β(a|s) of the log's actions and of those that the algorithm's
 * policy takes in the same states.
 */
export function policyLikelihood(
  behavior: ActionLikelihood,
  algorithm: Algorithm,
): (batch: Minibatch) => Record<string, number> {
  const policy = algorithm.policy();
  return (batch) => {
    // copies, since views are lost where the heap grows
    const [observations, actions] = [batch.observations.slice(), batch.actions.slice()];
    return {
      dataLogLikelihood: mean(behavior.logProbs(observations, actions)),
      policyLogLikelihood: mean(behavior.logProbs(observations, policy.actBatch(observations))),
    };
  };
}

function mean(numbers: Float32Array): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
