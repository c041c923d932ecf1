import type { DatasetSpec } from "../dataset/spec.ts";
import { deterministicPolicyLoss } from "../losses/deterministic-policy.ts";
import { noisyPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import { resolveConfig } from "./config.ts";
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

/** Settings of `td3`. */
export type Td3Config = DeterministicConfig;

export const td3Defaults: Readonly<Td3Config> = deterministicDefaults;

/**
 * Twin delayed deterministic policy gradient (Fujimoto et al. 2018, arXiv:1802.09477, algorithm 1):
 *
 *     ã′ = clip(π̄(s′) + clip(ε, ±limit), ±1),  ε ∼ N(0, σ)
 *     y = r + γ (1 − terminated) · min_i Q̄_i(s′, ã′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_π = −mean Q_1(s, π(s)),  every `policyInterval` steps, after which the targets follow
 *
 * It learns by acting; on a fixed log nothing holds its policy near the log's actions.
 */
export function td3(spec: DatasetSpec, given: Partial<Td3Config> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("td3", deterministicRules, td3Defaults, given);
  const inputs = continuousInputs(spec, config);
  const q = critics(inputs, config);
  const policy = deterministicPolicy(inputs, config);
  const draws = noise(config.seed, "noise");
  const act = policy.online.mode;
  return actorCriticLearner({
    name: "TD3",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, draws.stream],
    policies: noisyPolicies(inputs, act, config.explorationNoise),
    act,
    update(batch) {
      const { observations, nextObservations } = batch;
      const perturbation = draws.normal(config.batchSize, inputs.actionSize);
      const nextActions = smoothed(policy.target.mode(nextObservations), perturbation, config);
      const targets = q.targetsOfReturns(batch, q.targetReturns(nextObservations, nextActions));
      const criticLoss = q.fit(batch, targets);
      if (!q.optimizer.isTurn(config.policyInterval)) return { criticLoss };
      policy.minimize(() => ({
        loss: deterministicPolicyLoss(q.firstValues(observations, act(observations))),
      }));
      q.follow();
      policy.follow();
      return { criticLoss };
    },
  });
}
