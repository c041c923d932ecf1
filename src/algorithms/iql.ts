import { expandDims, sub, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { leastValue } from "../losses/entropy-regularized.ts";
import { expectileLoss } from "../losses/expectile.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { type AdvantageWeightConfig, advantageWeightRules, limitedWeights } from "./advantage-weights.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import { count, oneOf, type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { type ContinuousInputs, continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import { type ExpectileValueConfig, expectileValue, expectileValueRules } from "./expectile-value.ts";
import {
  type DrawingPolicy,
  deterministicRegression,
  drawingRegression,
  type RegressedPolicy,
  type RegressedPolicyConfig,
  regressedPolicyRules,
  unusedMargin,
} from "./regressed-policy.ts";
import { samplingOf } from "./sampling.ts";

/**
 * Settings of `iql`; the defaults are the paper's for locomotion, with inverseTemperature 3 and weightLimit 100. For its mazes
 * (AntMaze) the paper has expectile 0.9 and inverseTemperature 10, for Adroit and Kitchen inverseTemperature 0.5 and
 * policyDropout 0.1. There policyDecaySteps is the number of steps that it is trained for. Equations are those of
 * arXiv:2110.06169.
 */
export interface IqlConfig
  extends ActorCriticConfig,
    ExpectileValueConfig,
    AdvantageWeightConfig,
    RegressedPolicyConfig {
  /**
   * A policy that draws its actions, or "deterministic": a = tanh m(s), fitted by the squared distance to the log's actions.
   * Default "gaussian", as in the paper.
   */
  readonly policy: DrawingPolicy | "deterministic";
  /** T: the step size of the policy falls to 0 along half a cosine of as many steps. Default: it stays. */
  readonly policyDecaySteps?: number;
}

export const iqlDefaults: Readonly<IqlConfig> = Object.freeze({
  ...actorCriticDefaults,
  expectile: 0.7,
  inverseTemperature: 3,
  weightLimit: 100,
  policy: "gaussian",
  policyDropout: 0,
});

const rules: Rules<IqlConfig> = {
  ...actorCriticRules,
  ...expectileValueRules,
  ...advantageWeightRules,
  policy: oneOf("gaussian", "tanhGaussian", "sharedStdTanhGaussian", "deterministic"),
  ...regressedPolicyRules,
  policyDecaySteps: count,
};

/**
 * Implicit Q-learning (Kostrikov et al. 2021, arXiv:2110.06169, algorithm 1):
 *
 *     u = min_i Q̄_i(s, a) − V(s)
 *     L_V = mean |τ − 1[u < 0]| u²                              (eq. 5)
 *     y = r + γ (1 − terminated) · V(s′)
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²                           (eq. 6)
 *     L_π = −mean min(e^{βu}, limit) · log π(a|s)               (eq. 7)
 *
 * No value of an action outside of the log is ever asked for: V approaches the best of the log's actions from among their
 * values, and the policy imitates those that are better than V. Neither V nor Q depends on the policy.
 */
export function iql(spec: DatasetSpec, given: Partial<IqlConfig> = {}): ActorCriticAlgorithm {
  const config = resolveConfig("iql", rules, iqlDefaults, given);
  refuseUnused("iql", config, [unusedMargin(config.policy)]);
  const inputs = continuousInputs(spec, config);
  const policy = policyOf(inputs, config);
  const value = expectileValue(inputs.observationSize, config);
  const q = critics(inputs, config);
  return actorCriticLearner({
    name: "IQL",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [value, policy],
    policies: policy.policies,
    act: policy.actor.mode,
    update(batch) {
      const { observations, actions, nextObservations } = batch;
      const dataValues = leastValue(q.targetValues(observations, actions));
      const { loss: valueLoss, values } = value.minimize(observations, (v) =>
        expectileLoss(v, dataValues, config.expectile),
      );
      const targets = q.targets(batch, expandDims<Tensor2D>(value.values(nextObservations), 0));
      const criticLoss = q.fit(batch, targets);
      const { weights, metrics } = limitedWeights(sub<Tensor1D>(dataValues, values), config);
      const policyLoss = policy.fit(batch, weights);
      q.follow();
      return { valueLoss, criticLoss, policyLoss, ...metrics };
    },
  });
}

function policyOf(inputs: ContinuousInputs, { policy, ...config }: IqlConfig): RegressedPolicy {
  if (policy === "deterministic") return deterministicRegression(inputs, config);
  return drawingRegression(inputs, { ...config, policy });
}
