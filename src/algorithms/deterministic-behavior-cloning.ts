import type { DatasetSpec } from "../dataset/spec.ts";
import { randomStream } from "../kernels/random.ts";
import { actionErrorLoss } from "../losses/cloning.ts";
import { deterministicActor } from "../networks/deterministic-actor.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { noisyPolicies } from "./actor-policies.ts";
import type { ContinuousAlgorithm } from "./algorithm.ts";
import {
  type ContinuousCloningConfig,
  cloningSampling,
  continuousCloningDefaults,
  continuousCloningRules,
} from "./cloning-config.ts";
import { positive, type Rules, resolveConfig } from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { continuousLearner } from "./continuous-learner.ts";
import { noise } from "./noise.ts";

/** Settings of `deterministicBehaviorCloning`. */
export interface DeterministicBehaviorCloningConfig extends ContinuousCloningConfig {
  /** σ of the noise of `explorer`, for actions scaled to [−1, 1]. Default 0.1. */
  readonly explorationNoise: number;
}

export const deterministicBehaviorCloningDefaults: Readonly<DeterministicBehaviorCloningConfig> =
  Object.freeze({ ...continuousCloningDefaults, explorationNoise: 0.1 });

const rules: Rules<DeterministicBehaviorCloningConfig> = {
  ...continuousCloningRules,
  explorationNoise: positive,
};

/**
 * Behavior cloning by a policy without noise, a = tanh m(s), for actions scaled to [−1, 1]:
 *
 *     L = mean over rows and components of (π(s) − a)²
 *
 * It learns the mean of the log's actions, also where the log has two ways to act and nothing between them. It is what TD3+BC
 * becomes without its critic; `behaviorCloning` says how likely actions are, too.
 */
export function deterministicBehaviorCloning(
  spec: DatasetSpec,
  given: Partial<DeterministicBehaviorCloningConfig> = {},
): ContinuousAlgorithm {
  const config = resolveConfig(
    "deterministicBehaviorCloning",
    rules,
    deterministicBehaviorCloningDefaults,
    given,
  );
  const inputs = continuousInputs(spec, config);
  const { observationSize, actionSize } = inputs;
  const shape = { sizes: [observationSize, ...config.hiddenSizes], actionSize, dropout: config.dropout };
  const policy = deterministicActor("the policy", shape, randomStream(config.seed, "policy"));
  const optimizer = adam(policy.variables, { learningRate: config.learningRate });
  const { stream: dropping } = noise(config.seed, "dropout");
  return continuousLearner({
    name: "deterministic behavior cloning",
    spec,
    sampling: cloningSampling(config),
    inputs,
    parts: [policy, optimizer, dropping],
    policies: noisyPolicies(inputs, policy.mode, config.explorationNoise),
    update: ({ observations, actions }) =>
      minimize("the cloning loss", optimizer, () => ({
        loss: actionErrorLoss(policy.mode(observations, dropping), actions),
      })),
  });
}
