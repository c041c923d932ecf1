import { mean, mul, type Scalar, sub } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { rebracPolicyLoss, squaredDistance } from "../losses/near-behavior.ts";
import { noisyPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import type { ContinuousBatch } from "./batch.ts";
import { flag, notNegative, type Rules, resolveConfig } from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import {
  type DeterministicConfig,
  deterministicDefaults,
  deterministicRules,
} from "./deterministic-config.ts";
import { deterministicPolicy } from "./deterministic-policy.ts";
import { withNextActions } from "./next-actions.ts";
import { noise } from "./noise.ts";
import { samplingOf } from "./sampling.ts";
import { smoothed } from "./target-smoothing.ts";

/**
 * Settings of `rebrac`. The defaults that differ from those of `td3` are those of the paper's code: hiddenSizes [256, 256, 256],
 * criticLayerNorm true, both learning rates 1e-3, batchSize 1024.
 */
export interface RebracConfig extends DeterministicConfig {
  /** β₁: how much the squared distance of the policy's actions to the log's counts in the policy's loss. Default 1. */
  readonly actorBehaviorWeight: number;
  /** β₂: how much the squared distance of the next actions to the log's counts in the targets. Default 1. */
  readonly criticBehaviorWeight: number;
  /** Values in the policy's loss are divided by the mean of their sizes. Default true. */
  readonly normalizeValues: boolean;
}

export const rebracDefaults: Readonly<RebracConfig> = Object.freeze({
  ...deterministicDefaults,
  hiddenSizes: Object.freeze([256, 256, 256]),
  policyLearningRate: 1e-3,
  criticLearningRate: 1e-3,
  criticLayerNorm: true,
  batchSize: 1024,
  actorBehaviorWeight: 1,
  criticBehaviorWeight: 1,
  normalizeValues: true,
});

const rules: Rules<RebracConfig> = {
  ...deterministicRules,
  actorBehaviorWeight: notNegative,
  criticBehaviorWeight: notNegative,
  normalizeValues: flag,
};

/**
 * Behavior-regularized actor-critic, revisited (Tarasov et al. 2023, arXiv:2305.09836): TD3+BC with a penalty in the targets
 * too, layer normalization in the critics and larger networks.
 *
 *     ã′ = clip(π̄(s′) + clip(ε, ±limit), ±1),  ε ∼ N(0, σ)
 *     y = r + γ (1 − terminated) · (min_i Q̄_i(s′, ã′) − β₂ ‖ã′ − a′‖²),  a′ the log's next action
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_π = mean (β₁ ‖π(s) − a‖² − λ min_i Q_i(s, π(s))),  λ = 1 / mean |min_i Q_i(s, π(s))|
 *
 * the last every `policyInterval` steps, after which the targets follow. Distances are of actions in [−1, 1], and λ is a
 * constant in the loss; β₂ counts in units of the rewards. The paper chooses both weights for every log, from 0.001 to 1.
 */
export function rebrac(spec: DatasetSpec, given: Partial<RebracConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("rebrac", rules, rebracDefaults, given);
  const inputs = continuousInputs(spec, config);
  const q = critics(inputs, config);
  const policy = deterministicPolicy(inputs, config);
  const draws = noise(config.seed, "noise");
  const act = policy.online.mode;
  const policyLoss = ({ observations, actions }: ContinuousBatch) => {
    const own = act(observations);
    return rebracPolicyLoss(q.values(observations, own), own, actions, config);
  };
  return actorCriticLearner({
    name: "ReBRAC",
    spec,
    sampling: { ...samplingOf(config), nextActions: true },
    inputs,
    critics: q,
    parts: [policy, draws.stream],
    policies: noisyPolicies(inputs, act, config.explorationNoise),
    act,
    update(batch) {
      const { nextObservations, nextActions: dataActions } = withNextActions(batch);
      const perturbation = draws.normal(config.batchSize, inputs.actionSize);
      const nextActions = smoothed(policy.target.mode(nextObservations), perturbation, config);
      const distance = squaredDistance(nextActions, dataActions);
      const nextReturns = q.targetReturns(nextObservations, nextActions);
      const targets = q.targetsOfReturns(batch, sub(nextReturns, mul(config.criticBehaviorWeight, distance)));
      const criticLoss = q.fit(batch, targets);
      const metrics = { criticLoss, nextBehaviorLoss: mean<Scalar>(distance) };
      if (!q.optimizer.isTurn(config.policyInterval)) return metrics;
      policy.minimize(() => policyLoss(batch));
      q.follow();
      policy.follow();
      return metrics;
    },
    diagnose(batch) {
      const { loss, behaviorLoss, valueScale } = policyLoss(batch);
      return { policyLoss: loss, behaviorLoss, valueScale };
    },
  });
}
