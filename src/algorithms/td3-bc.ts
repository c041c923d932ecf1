import type { DatasetSpec } from "../dataset/spec.ts";
import { td3BcPolicyLoss } from "../losses/near-behavior.ts";
import { noisyPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import type { ContinuousBatch } from "./batch.ts";
import { notNegative, type Rules, resolveConfig } from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import {
  type DeterministicConfig,
  deterministicDefaults,
  deterministicRules,
} from "./deterministic-config.ts";
import { deterministicPolicy } from "./deterministic-policy.ts";
import { noise } from "./noise.ts";
import { samplingOf } from "./sampling.ts";
import { smoothed } from "./target-smoothing.ts";

/** Settings of `td3Bc`. */
export interface Td3BcConfig extends DeterministicConfig {
  /**
   * α of the paper (eq. 5): how much values count beside the likeness to the log's actions. 0 is behavior cloning; without limit it
   * is TD3. Default 2.5.
   */
  readonly valueWeight: number;
}

export const td3BcDefaults: Readonly<Td3BcConfig> = Object.freeze({
  ...deterministicDefaults,
  valueWeight: 2.5,
});

const rules: Rules<Td3BcConfig> = { ...deterministicRules, valueWeight: notNegative };

/**
 * TD3 with behavior cloning, the minimalist approach to offline learning (Fujimoto & Gu 2021, arXiv:2106.06860):
 *
 *     ã′ = clip(π̄(s′) + clip(ε, ±limit), ±1),  ε ∼ N(0, σ)
 *     y = r + γ (1 − terminated) · min_i Q̄_i(s′, ã′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_π = −λ mean Q_1(s, π(s)) + mean (π(s) − a)²,  λ = valueWeight / mean |Q_1(s, π(s))|
 *
 * the last every `policyInterval` steps, after which the targets follow. The mean of (π(s) − a)² is over rows and components
 * of actions in [−1, 1]. λ is a constant in the loss: the scale of the rewards does not matter.
 */
export function td3Bc(spec: DatasetSpec, given: Partial<Td3BcConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("td3Bc", rules, td3BcDefaults, given);
  const inputs = continuousInputs(spec, config);
  const q = critics(inputs, config);
  const policy = deterministicPolicy(inputs, config);
  const draws = noise(config.seed, "noise");
  const act = policy.online.mode;
  const policyLoss = ({ observations, actions }: ContinuousBatch) => {
    const own = act(observations);
    return td3BcPolicyLoss(q.firstValues(observations, own), own, actions, config.valueWeight);
  };
  return actorCriticLearner({
    name: "TD3+BC",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, draws.stream],
    policies: noisyPolicies(inputs, act, config.explorationNoise),
    act,
    update(batch) {
      const { nextObservations } = batch;
      const perturbation = draws.normal(config.batchSize, inputs.actionSize);
      const nextActions = smoothed(policy.target.mode(nextObservations), perturbation, config);
      const targets = q.targetsOfReturns(batch, q.targetReturns(nextObservations, nextActions));
      const criticLoss = q.fit(batch, targets);
      if (!q.optimizer.isTurn(config.policyInterval)) return { criticLoss };
      policy.minimize(() => policyLoss(batch));
      q.follow();
      policy.follow();
      return { criticLoss };
    },
    diagnose(batch) {
      const { loss, behaviorLoss, valueScale } = policyLoss(batch);
      return { policyLoss: loss, behaviorLoss, valueScale };
    },
  });
}
