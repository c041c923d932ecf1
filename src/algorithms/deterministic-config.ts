import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { count, positive, type Rules } from "./config.ts";
import { type QuantileConfig, quantileRules } from "./quantile-config.ts";
import {
  type TargetSmoothingConfig,
  targetSmoothingDefaults,
  targetSmoothingRules,
} from "./target-smoothing.ts";

/** Settings of every algorithm that learns a deterministic policy in the way of TD3 (arXiv:1802.09477). */
export interface DeterministicConfig extends ActorCriticConfig, QuantileConfig, TargetSmoothingConfig {
  /** Steps of the critics from one step of the policy and the targets to the next. Default 2. */
  readonly policyInterval: number;
  /** σ of the noise of `explorer`, for actions scaled to [−1, 1]. Default 0.1. */
  readonly explorationNoise: number;
}

export const deterministicDefaults: Readonly<DeterministicConfig> = Object.freeze({
  ...actorCriticDefaults,
  ...targetSmoothingDefaults,
  policyInterval: 2,
  explorationNoise: 0.1,
});

export const deterministicRules: Rules<DeterministicConfig> = {
  ...actorCriticRules,
  ...quantileRules,
  ...targetSmoothingRules,
  policyInterval: count,
  explorationNoise: positive,
};
