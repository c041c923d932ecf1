import { mean, type Scalar, sub, type Tensor2D, tidy, type Variable } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { leastValue } from "../losses/entropy-regularized.ts";
import type { ActorPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm, ContinuousAlgorithm, Sampling } from "./algorithm.ts";
import type { ContinuousBatch } from "./batch.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";
import type { Critics } from "./critics.ts";
import { evaluatePairs } from "./evaluate-pairs.ts";
import { noise } from "./noise.ts";
import { type Part, variablesOf } from "./part.ts";

/** What a learner of continuous actions is made of. */
export interface ContinuousParts {
  readonly name: string;
  readonly spec: DatasetSpec;
  readonly sampling: Sampling;
  readonly inputs: ContinuousInputs;
  /** Networks, optimizers and streams: their variables are the learner's, and they go with it. */
  readonly parts: readonly (Part | Variable)[];
  readonly policies: ActorPolicies;
  /** One step on a batch as the networks see it; what it makes is freed, except for what it returns. */
  update(batch: ContinuousBatch): Record<string, Scalar>;
  /** Diagnostics on a batch as the networks see it. */
  diagnose?(batch: ContinuousBatch): Record<string, Scalar>;
}

/** A learner without values of actions. */
export function continuousLearner({
  name,
  spec,
  sampling,
  inputs,
  parts,
  policies,
  update,
  diagnose,
}: ContinuousParts): ContinuousAlgorithm {
  return {
    name,
    spec,
    sampling,
    variables: [...parts.flatMap(variablesOf), ...inputs.variables],
    update: (batch) => tidy(() => update(inputs.scaled(batch))),
    ...(diagnose && { diagnose: (batch: ContinuousBatch) => tidy(() => diagnose(inputs.scaled(batch))) }),
    policy: policies.policy,
    explorer: policies.explorer,
    dispose() {
      for (const part of [policies, ...parts, inputs]) part.dispose();
    },
  };
}

/** A learner with critics. */
export interface ActorCriticParts extends ContinuousParts {
  readonly critics: Critics;
  /** The policy's actions, [rows, size], for observations as the networks see them. */
  act(observations: Tensor2D): Tensor2D;
}

/** A learner with critics: it has values of actions, and reports those of the log's, the policy's and random actions. */
export function actorCriticLearner(parts: ActorCriticParts): ActorCriticAlgorithm {
  const { inputs, critics, act, spec } = parts;
  const value = (observations: Tensor2D, actions: Tensor2D) =>
    leastValue(critics.values(observations, actions));
  const draws = noise(0, "random actions of the diagnostics");
  const learner = continuousLearner({
    ...parts,
    parts: [critics, ...parts.parts],
    diagnose(batch) {
      const { observations, actions } = batch;
      const dataValue = mean<Scalar>(value(observations, actions));
      const policyValue = mean<Scalar>(value(observations, act(observations)));
      const random = draws.actions(observations.shape[0], inputs.actionSize);
      const randomValue = mean<Scalar>(value(observations, random));
      const valueGap = sub<Scalar>(policyValue, dataValue);
      return { dataValue, policyValue, randomValue, valueGap, ...parts.diagnose?.(batch) };
    },
  });
  return {
    ...learner,
    rewardScaling: spec.rewardScaling,
    actionValues: (observations, actions) => evaluatePairs(inputs, value, observations, actions),
    dispose() {
      learner.dispose();
      draws.stream.dispose();
    },
  };
}
