import { mean, mul, type Scalar, sub, sum, type Tensor2D, tidy, type Variable } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { leastValues } from "../losses/discrete-entropy-regularized.ts";
import { leastValue } from "../losses/entropy-regularized.ts";
import { evaluatorOf } from "../networks/evaluator.ts";
import { greedyBatchPolicy } from "../policy/greedy.ts";
import { softmax } from "../tensor/softmax.ts";
import type { QLearningAlgorithm, Sampling } from "./algorithm.ts";
import type { DiscreteBatch } from "./batch.ts";
import { type DiscreteCritics, takenValues } from "./discrete-critics.ts";
import type { DiscreteInputs } from "./discrete-inputs.ts";
import { type Part, variablesOf } from "./part.ts";

/** What a learner of a policy of discrete actions and of their values is made of. */
export interface DiscreteActorCriticParts {
  readonly name: string;
  readonly spec: DatasetSpec;
  readonly sampling: Sampling;
  readonly inputs: DiscreteInputs;
  readonly critics: DiscreteCritics;
  /** Networks, optimizers and streams: their variables are the learner's, and they go with it. */
  readonly parts: readonly (Part | Variable)[];
  /** The logits of the policy, [rows, actions], for observations as the networks see them. */
  logits(observations: Tensor2D): Tensor2D;
  /**
   * One step on a batch as the networks see it; what it makes is freed, except for what it returns.
   *
   * @param logged the same batch with observations in the log's units
   */
  update(batch: DiscreteBatch, logged: DiscreteBatch): Record<string, Scalar>;
  /** Diagnostics beside the values. */
  diagnose?(batch: DiscreteBatch, logged: DiscreteBatch): Record<string, Scalar>;
}

/**
 * A learner that acts by the most likely action, has values of actions, of several critics the least, and reports those of
 * the log's actions, the policy's and random ones.
 */
export function discreteActorCritic(given: DiscreteActorCriticParts): QLearningAlgorithm {
  const { name, spec, sampling, inputs, critics, parts, logits, update } = given;
  const { observationSize } = inputs;
  const values = (observations: Tensor2D): Tensor2D => leastValues(critics.values(observations));
  const policy = evaluatorOf({ apply: (x) => logits(inputs.observations(x)) }, observationSize);
  const valuation = evaluatorOf({ apply: (x) => values(inputs.observations(x)) }, observationSize);
  const all = [critics, ...parts];
  return {
    name,
    spec,
    sampling,
    variables: [...all.flatMap(variablesOf), ...inputs.variables],
    update: (batch) => tidy(() => update(inputs.scaled(batch), batch)),
    diagnose: (batch) =>
      tidy(() => {
        const scaled = inputs.scaled(batch);
        const { observations, actions } = scaled;
        const each = critics.values(observations);
        const least = leastValues(each);
        const dataValue = mean<Scalar>(leastValue(takenValues(each, actions)));
        const policyValue = mean<Scalar>(sum(mul(softmax(logits(observations)), least), 1));
        const randomValue = mean<Scalar>(least);
        const valueGap = sub<Scalar>(policyValue, dataValue);
        return { dataValue, policyValue, randomValue, valueGap, ...given.diagnose?.(scaled, batch) };
      }),
    values: valuation.evaluate,
    rewardScaling: spec.rewardScaling,
    policy: () => greedyBatchPolicy(policy.evaluateOne, policy.evaluate, observationSize),
    dispose() {
      for (const part of [policy, valuation, ...all, inputs]) part.dispose();
    },
  };
}
