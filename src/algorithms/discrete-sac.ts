import { mean, type Scalar } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { log } from "../env/math/exponential.ts";
import { discreteSoftPolicyLoss, softValues } from "../losses/discrete-entropy-regularized.ts";
import { categoricalEntropy } from "../tensor/entropy.ts";
import { minimize } from "../tensor/minimize.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import type { QLearningAlgorithm } from "./algorithm.ts";
import { categoricalPolicy } from "./categorical-policy.ts";
import { flag, type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { discreteActorCritic } from "./discrete-actor-critic.ts";
import { discreteCritics } from "./discrete-critics.ts";
import { discreteInputs } from "./discrete-inputs.ts";
import { samplingOf } from "./sampling.ts";
import {
  type TemperatureConfig,
  temperatureOf,
  temperatureRules,
  unusedInTemperature,
} from "./temperature.ts";

/** Settings of `discreteSac`; `targetEntropy` is 0.98 · log |A| by default. Equations are those of arXiv:1910.07207. */
export interface DiscreteSacConfig extends ActorCriticConfig, TemperatureConfig {
  /** The targets count the entropy of the next state, −α Σ_a π log π (eq. 10). Default true. */
  readonly entropyBackup: boolean;
}

export const discreteSacDefaults: Readonly<DiscreteSacConfig> = Object.freeze({
  ...actorCriticDefaults,
  entropyBackup: true,
});

const rules: Rules<DiscreteSacConfig> = {
  ...actorCriticRules,
  entropyBackup: flag,
  ...temperatureRules,
};

/**
 * Soft actor-critic for discrete actions (Christodoulou 2019, arXiv:1910.07207), in which expectations over the policy are sums:
 *
 *     y = r + γ (1 − terminated) · Σ_a π(a|s′) (min_i Q̄_i(s′, a) − α log π(a|s′))
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_π = mean Σ_a π(a|s) (α log π(a|s) − min_i Q_i(s, a))
 *     L_α = α (mean entropy of π(·|s) − target entropy)
 *
 * On a fixed log nothing holds its policy near the log's actions: it is the baseline of what a constraint or a conservative
 * penalty adds.
 */
export function discreteSac(spec: DatasetSpec, given: Partial<DiscreteSacConfig> = {}): QLearningAlgorithm {
  const config = resolveConfig("discreteSac", rules, discreteSacDefaults, given);
  refuseUnused("discreteSac", config, unusedInTemperature(config));
  const inputs = discreteInputs(spec, config);
  const policy = categoricalPolicy(inputs, config);
  const q = discreteCritics(inputs, config);
  const temperature = temperatureOf(config, 0.98 * log(inputs.actions));
  return discreteActorCritic({
    name: "discrete SAC",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, temperature],
    logits: policy.logits,
    update(batch) {
      const { observations, nextObservations } = batch;
      const alpha = temperature.value();
      const nextLogits = policy.logits(nextObservations);
      const nextValues = q.targetValues(nextObservations);
      const soft = config.entropyBackup ? softValues(nextLogits, nextValues, alpha) : nextValues;
      const targets = q.targets(batch, nextLogits, soft);
      const criticLoss = q.fit(batch, targets);
      const values = q.values(observations);
      const { loss: policyLoss, entropy } = minimize("the policy's loss", policy.optimizer, () => {
        const logits = policy.logits(observations);
        const loss = discreteSoftPolicyLoss(logits, values, alpha);
        return { loss, entropy: mean<Scalar>(categoricalEntropy(logits)) };
      });
      q.follow();
      return { criticLoss, policyLoss, entropy, ...temperature.adapt(entropy) };
    },
  });
}
