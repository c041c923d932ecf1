import type { DatasetSpec } from "../dataset/spec.ts";
import { leastValue } from "../losses/entropy-regularized.ts";
import { type Baseline, sampledAdvantages } from "../losses/weighted-regression.ts";
import { polyak } from "../tensor/polyak.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { formedWeights } from "./advantage-weights.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import {
  count,
  notNegative,
  oneOf,
  positive,
  type Rules,
  refuseUnused,
  resolveConfig,
  type Unused,
} from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import { noise } from "./noise.ts";
import { policyValues } from "./policy-values.ts";
import { type QuantileConfig, quantileRules } from "./quantile-config.ts";
import {
  type DrawingPolicy,
  drawingActor,
  drawingPolicyRule,
  drawingRegression,
  type RegressedPolicyConfig,
  regressedPolicyRules,
  unusedMargin,
} from "./regressed-policy.ts";
import { samplingOf } from "./sampling.ts";

/**
 * Settings of `crr`; by default there is one critic and targets are copied (`targetUpdateRate` 1). Equations are those of
 * arXiv:2006.15134.
 */
export interface CrrConfig extends ActorCriticConfig, QuantileConfig, RegressedPolicyConfig {
  /** Steps from one update of the target networks to the next. Default 100. */
  readonly targetUpdateInterval: number;
  /** The form of the policy. Default "tanhGaussian". */
  readonly policy: DrawingPolicy;
  /** "exponential": w = e^{βA}, limited (CRR exp). "binary": w = 1[A > 0] (CRR binary). Default "exponential". */
  readonly weightForm: "exponential" | "binary";
  /** β of this package = 1/β of the paper, in units of 1 / reward. Default 1. Only with weightForm "exponential". */
  readonly inverseTemperature?: number;
  /** Largest weight. Default 20. Only with weightForm "exponential". */
  readonly weightLimit?: number;
  /** What the values of the policy's actions are summed up by; "max" is the stricter. Default "mean". */
  readonly baseline: Baseline;
  /** m: actions that the policy draws for it. Default 4. */
  readonly policySamples: number;
}

export const crrDefaults: Readonly<CrrConfig> = Object.freeze({
  ...actorCriticDefaults,
  criticCount: 1,
  targetUpdateRate: 1,
  targetUpdateInterval: 100,
  policy: "tanhGaussian",
  policyDropout: 0,
  weightForm: "exponential",
  baseline: "mean",
  policySamples: 4,
});

const rules: Rules<CrrConfig> = {
  ...actorCriticRules,
  ...quantileRules,
  targetUpdateInterval: count,
  policy: drawingPolicyRule,
  ...regressedPolicyRules,
  weightForm: oneOf("exponential", "binary"),
  inverseTemperature: notNegative,
  weightLimit: positive,
  baseline: oneOf("mean", "max"),
  policySamples: count,
};

/**
 * Critic-regularized regression (Wang et al. 2020, arXiv:2006.15134, algorithm 1):
 *
 *     y = r + γ (1 − terminated) · Q̄(s′, a′),  a′ ∼ π̄(s′)
 *     L_Q = mean (Q(s, a) − y)²
 *     A = Q(s, a) − mean_j Q(s, a_j),  a_j ∼ π(s)               (eq. 4; or max_j)
 *     L_π = −mean f(A) · log π(a|s),  f = min(e^{βA}, limit) or 1[A > 0]
 *
 * The targets are the target policy's and critics'. The paper's critic is a distribution of returns; with `quantiles` this one is too.
 */
export function crr(spec: DatasetSpec, given: Partial<CrrConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("crr", rules, crrDefaults, given);
  refuseUnused("crr", config, unusedOf(config));
  const { weightForm, inverseTemperature = 1, weightLimit = 20 } = config;
  const inputs = continuousInputs(spec, config);
  const q = critics(inputs, config);
  const policy = drawingRegression(inputs, config);
  const target = drawingActor("the target policy", inputs, config);
  const draws = noise(config.seed, "noise");
  const drawn = (samples: number) => draws.normal(config.batchSize * samples, inputs.actionSize);
  return actorCriticLearner({
    name: "CRR",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy, target, draws.stream],
    policies: policy.policies,
    act: policy.actor.mode,
    update(batch) {
      const { observations, actions, nextObservations } = batch;
      const next = target.sample(nextObservations, drawn(1));
      const targets = q.targetsOfReturns(batch, q.targetReturns(nextObservations, next.action));
      const criticLoss = q.fit(batch, targets);
      const dataValues = leastValue(q.values(observations, actions));
      const ownValues = policyValues(q, policy.actor, observations, drawn(config.policySamples));
      const advantages = sampledAdvantages(dataValues, ownValues, config.baseline);
      const { weights, metrics } = formedWeights(advantages, weightForm, { inverseTemperature, weightLimit });
      const policyLoss = policy.fit(batch, weights);
      if (q.optimizer.isTurn(config.targetUpdateInterval)) {
        q.follow();
        polyak(target.variables, policy.actor.variables, config.targetUpdateRate);
      }
      return { criticLoss, policyLoss, ...metrics };
    },
  });
}

/** Settings that have no effect beside the others. */
function unusedOf({ policy, weightForm }: CrrConfig): readonly Unused<CrrConfig>[] {
  const isBinary = weightForm === "binary";
  return [
    unusedMargin(policy),
    ["inverseTemperature", isBinary, 'has no effect when weightForm is "binary"'],
    ["weightLimit", isBinary, 'has no effect when weightForm is "binary"'],
  ];
}
