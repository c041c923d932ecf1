import type { DatasetSpec } from "../dataset/spec.ts";
import { leastValue } from "../losses/entropy-regularized.ts";
import { sampledAdvantages } from "../losses/weighted-regression.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { formedWeights } from "./advantage-weights.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import { notNegative, oneOf, positive, type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import { noise } from "./noise.ts";
import { policyValues } from "./policy-values.ts";
import { type QuantileConfig, quantileRules } from "./quantile-config.ts";
import {
  type DrawingPolicy,
  drawingPolicyRule,
  drawingRegression,
  type RegressedPolicyConfig,
  regressedPolicyRules,
  unusedMargin,
} from "./regressed-policy.ts";
import { samplingOf } from "./sampling.ts";

/**
 * Settings of `awac`. Equations are those of arXiv:2006.09359. The paper has batches of 1024 and policies of four hidden layers;
 * here as elsewhere they are 256 and two.
 */
export interface AwacConfig extends ActorCriticConfig, QuantileConfig, RegressedPolicyConfig {
  /** The form of the policy. Default "gaussian". */
  readonly policy: DrawingPolicy;
  /** β = 1/λ, at least 0, in units of 1 / reward: 0 is behavior cloning. Default 1, d3rlpy's and CORL's λ = 1. */
  readonly inverseTemperature: number;
  /**
   * "exponential": w = e^{βA}, limited. "softmax": w = batchSize · softmax(βA) over the batch, which has the mean 1, as the
   * authors' code has it. Default "exponential".
   */
  readonly weightForm: "exponential" | "softmax";
  /** Largest weight. Default 100. Only with weightForm "exponential". */
  readonly weightLimit?: number;
}

export const awacDefaults: Readonly<AwacConfig> = Object.freeze({
  ...actorCriticDefaults,
  policy: "gaussian",
  policyDropout: 0,
  inverseTemperature: 1,
  weightForm: "exponential",
});

const rules: Rules<AwacConfig> = {
  ...actorCriticRules,
  ...quantileRules,
  policy: drawingPolicyRule,
  ...regressedPolicyRules,
  inverseTemperature: notNegative,
  weightForm: oneOf("exponential", "softmax"),
  weightLimit: positive,
};

/**
 * Advantage-weighted actor-critic (Nair et al. 2020, arXiv:2006.09359, algorithm 1):
 *
 *     y = r + γ (1 − terminated) · min_i Q̄_i(s′, a′),  a′ ∼ π(s′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     A = min_i Q_i(s, a) − min_i Q_i(s, a_π),  a_π ∼ π(s)
 *     L_π = −mean min(e^{βA}, limit) · log π(a|s)               (eq. 13)
 *
 * The policy imitates the actions of the log that are better than its own. That holds it near the log, but its critics do
 * ask for the values of its own actions.
 */
export function awac(spec: DatasetSpec, given: Partial<AwacConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("awac", rules, awacDefaults, given);
  const { weightForm, inverseTemperature, weightLimit = 100 } = config;
  refuseUnused("awac", config, [
    unusedMargin(config.policy),
    ["weightLimit", weightForm !== "exponential", 'has no effect unless weightForm is "exponential"'],
  ]);
  const inputs = continuousInputs(spec, config);
  const q = critics(inputs, config);
  const policy = drawingRegression(inputs, config);
  const draws = noise(config.seed, "noise");
  const drawn = () => draws.normal(config.batchSize, inputs.actionSize);
  return actorCriticLearner({
    name: "AWAC",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, draws.stream],
    policies: policy.policies,
    act: policy.actor.mode,
    update(batch) {
      const { observations, actions, nextObservations } = batch;
      const next = policy.actor.sample(nextObservations, drawn());
      const targets = q.targetsOfReturns(batch, q.targetReturns(nextObservations, next.action));
      const criticLoss = q.fit(batch, targets);
      const dataValues = leastValue(q.values(observations, actions));
      const ownValues = policyValues(q, policy.actor, observations, drawn());
      const advantages = sampledAdvantages(dataValues, ownValues, "mean");
      const { weights, metrics } = formedWeights(advantages, weightForm, { inverseTemperature, weightLimit });
      const policyLoss = policy.fit(batch, weights);
      q.follow();
      return { criticLoss, policyLoss, ...metrics };
    },
  });
}
