import { mul, sub } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { drawingPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import { flag, type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import { noise } from "./noise.ts";
import { type QuantileConfig, quantileRules } from "./quantile-config.ts";
import { samplingOf } from "./sampling.ts";
import { squashedPolicy } from "./squashed-policy.ts";
import {
  type TemperatureConfig,
  temperatureOf,
  temperatureRules,
  unusedInTemperature,
} from "./temperature.ts";

/** Settings of `sac`. Equations are those of arXiv:1812.05905. */
export interface SacConfig extends ActorCriticConfig, QuantileConfig, TemperatureConfig {
  /** The targets count the entropy of the next state, −α log π(a′|s′) (eq. 3). Default true. */
  readonly entropyBackup: boolean;
}

export const sacDefaults: Readonly<SacConfig> = Object.freeze({
  ...actorCriticDefaults,
  entropyBackup: true,
});

const rules: Rules<SacConfig> = {
  ...actorCriticRules,
  ...quantileRules,
  entropyBackup: flag,
  ...temperatureRules,
};

/**
 * Soft actor-critic (Haarnoja et al. 2018, arXiv:1812.05905):
 *
 *     y = r + γ (1 − terminated) · (min_i Q̄_i(s′, a′) − α log π(a′|s′)),  a′ ∼ π(s′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_π = mean (α log π(a|s) − min_i Q_i(s, a)),  a ∼ π(s)
 *     L_α = −α (mean log π(a|s) + target entropy)
 *
 * It learns by acting. On a fixed log nothing holds the policy near the log's actions, and the values of others are what
 * the networks make up: it is here as the baseline that shows this, and to make logs online.
 */
export function sac(spec: DatasetSpec, given: Partial<SacConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("sac", rules, sacDefaults, given);
  refuseUnused("sac", config, unusedInTemperature(config));
  const inputs = continuousInputs(spec, config);
  const { actionSize } = inputs;
  const policy = squashedPolicy(inputs, config);
  const { actor } = policy;
  const q = critics(inputs, config);
  const temperature = temperatureOf(config, -actionSize);
  const draws = noise(config.seed, "noise");
  const drawn = () => draws.normal(config.batchSize, actionSize);
  return actorCriticLearner({
    name: "SAC",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, temperature, draws.stream],
    policies: drawingPolicies(inputs, actor.mode, actor),
    act: actor.mode,
    update(batch) {
      const { observations, nextObservations } = batch;
      const alpha = temperature.value();
      const next = actor.sample(nextObservations, drawn());
      const nextReturns = q.targetReturns(nextObservations, next.action);
      const bonus = mul(alpha, next.logProb);
      const targets = q.targetsOfReturns(batch, config.entropyBackup ? sub(nextReturns, bonus) : nextReturns);
      const criticLoss = q.fit(batch, targets);
      const { policyLoss, entropy } = policy.improve(observations, drawn(), alpha, q.values);
      q.follow();
      return { criticLoss, policyLoss, entropy, ...temperature.adapt(entropy) };
    },
  });
}
