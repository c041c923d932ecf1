import { sub, type Tensor1D } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { leastValue } from "../losses/entropy-regularized.ts";
import { expectileLoss } from "../losses/expectile.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { type AdvantageWeightConfig, advantageWeightRules, limitedWeights } from "./advantage-weights.ts";
import type { QLearningAlgorithm } from "./algorithm.ts";
import { categoricalRegression } from "./categorical-regression.ts";
import { type Rules, resolveConfig, share } from "./config.ts";
import { discreteActorCritic } from "./discrete-actor-critic.ts";
import { discreteCritics, takenValues } from "./discrete-critics.ts";
import { discreteInputs } from "./discrete-inputs.ts";
import { type ExpectileValueConfig, expectileValue, expectileValueRules } from "./expectile-value.ts";
import { samplingOf } from "./sampling.ts";

/** Settings of `discreteIql`: those of `iql`, with a policy softmax(z(s)), and the same defaults. */
export interface DiscreteIqlConfig extends ActorCriticConfig, ExpectileValueConfig, AdvantageWeightConfig {
  /** Share of the policy's hidden entries that are dropped in training, in [0, 1). Default 0. */
  readonly policyDropout: number;
}

export const discreteIqlDefaults: Readonly<DiscreteIqlConfig> = Object.freeze({
  ...actorCriticDefaults,
  expectile: 0.7,
  inverseTemperature: 3,
  weightLimit: 100,
  policyDropout: 0,
});

const rules: Rules<DiscreteIqlConfig> = {
  ...actorCriticRules,
  ...expectileValueRules,
  ...advantageWeightRules,
  policyDropout: share,
};

/**
 * Implicit Q-learning (Kostrikov et al. 2021, arXiv:2110.06169) for discrete actions, with the policy π = softmax(z(s)):
 *
 *     u = min_i Q̄_i(s, a) − V(s)
 *     L_V = mean |τ − 1[u < 0]| u²                              (eq. 5)
 *     y = r + γ (1 − terminated) · V(s′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²                           (eq. 6)
 *     L_π = −mean min(e^{βu}, limit) · log π(a|s)               (eq. 7)
 *
 * It acts by the most likely action of π. No value of an action outside of the log is ever asked for.
 */
export function discreteIql(spec: DatasetSpec, given: Partial<DiscreteIqlConfig> = {}): QLearningAlgorithm {
  const config = resolveConfig("discreteIql", rules, discreteIqlDefaults, given);
  const inputs = discreteInputs(spec, config);
  const q = discreteCritics(inputs, config);
  const value = expectileValue(inputs.observationSize, config);
  const policy = categoricalRegression(inputs, config);
  return discreteActorCritic({
    name: "discrete IQL",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [value, policy],
    logits: policy.logits,
    update(batch) {
      const { observations, actions, nextObservations } = batch;
      const dataValues = leastValue(takenValues(q.targetValues(observations), actions));
      const { loss: valueLoss, values } = value.minimize(observations, (v) =>
        expectileLoss(v, dataValues, config.expectile),
      );
      const targets = q.stateTargets(batch, value.values(nextObservations));
      const criticLoss = q.fit(batch, targets);
      const { weights, metrics } = limitedWeights(sub<Tensor1D>(dataValues, values), config);
      const policyLoss = policy.fit(batch, weights);
      q.follow();
      return { valueLoss, criticLoss, policyLoss, ...metrics };
    },
  });
}
