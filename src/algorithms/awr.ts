import { mean, type Scalar, sub, type Tensor1D } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { randomStream } from "../kernels/random.ts";
import { lambdaReturns } from "../losses/lambda-returns.ts";
import { temporalDifferenceLoss } from "../losses/temporal-difference.ts";
import { normalizedAdvantages } from "../losses/weighted-regression.ts";
import { type AdvantageWeightConfig, advantageWeightRules, limitedWeights } from "./advantage-weights.ts";
import type { ContinuousAlgorithm } from "./algorithm.ts";
import {
  count,
  flag,
  fraction,
  positive,
  type Rules,
  refuseUnused,
  resolveConfig,
  seed,
  sizes,
} from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { continuousLearner } from "./continuous-learner.ts";
import {
  type DrawingPolicy,
  drawingPolicyRule,
  drawingRegression,
  type RegressedPolicyConfig,
  regressedPolicyRules,
  unusedMargin,
} from "./regressed-policy.ts";
import { stateValue } from "./state-value.ts";

/**
 * Settings of `awr`; by default inverseTemperature is 1 and weightLimit 20, as in the authors' code, whose advantages are
 * normalized; the paper's β = 0.05 for advantages that are not is inverseTemperature 20. Equations are those of
 * arXiv:1910.00177. The paper descends by SGD with momentum and fits V and policy in turn, many steps each; here Adam makes
 * one step of each.
 */
export interface AwrConfig extends AdvantageWeightConfig, RegressedPolicyConfig {
  /** Widths of the hidden layers of policy and V. Default [128, 64]. */
  readonly hiddenSizes: readonly number[];
  /** Step size of the policy's Adam. Default 3e-4. */
  readonly policyLearningRate: number;
  /** Step size of V's Adam. Default 3e-4. */
  readonly valueLearningRate: number;
  /** Transitions a step. Default 256. */
  readonly batchSize: number;
  /** Consecutive steps of an episode whose rewards a return adds, before V counts for the rest; divides batchSize. Default 32. */
  readonly sequenceLength: number;
  /** γ in [0, 1]. Default 0.99. */
  readonly discount: number;
  /** λ in [0, 1] of the returns: 0 is one step and V, 1 all steps of the sequence. Default 0.95. */
  readonly traceDecay: number;
  /** Advantages are (A − mean) / std of the batch, so that β does not depend on the rewards' scale. Default true. */
  readonly normalizeAdvantages: boolean;
  /** The form of the policy. Default "gaussian". */
  readonly policy: DrawingPolicy;
  /** Networks see (observation − mean) / std of the log. Default true. */
  readonly standardizeObservations: boolean;
  /** Of the initial weights, the minibatches and the dropout. Default 0. */
  readonly seed: number;
}

export const awrDefaults: Readonly<AwrConfig> = Object.freeze({
  hiddenSizes: Object.freeze([128, 64]),
  policyLearningRate: 3e-4,
  valueLearningRate: 3e-4,
  batchSize: 256,
  sequenceLength: 32,
  discount: 0.99,
  traceDecay: 0.95,
  normalizeAdvantages: true,
  inverseTemperature: 1,
  weightLimit: 20,
  policy: "gaussian",
  policyDropout: 0,
  standardizeObservations: true,
  seed: 0,
});

const rules: Rules<AwrConfig> = {
  hiddenSizes: sizes,
  policyLearningRate: positive,
  valueLearningRate: positive,
  batchSize: count,
  sequenceLength: count,
  discount: fraction,
  traceDecay: fraction,
  normalizeAdvantages: flag,
  ...advantageWeightRules,
  policy: drawingPolicyRule,
  ...regressedPolicyRules,
  standardizeObservations: flag,
  seed,
};

/**
 * Advantage-weighted regression (Peng et al. 2019, arXiv:1910.00177, algorithm 1):
 *
 *     G_t = r_t + γ (1 − terminated_t) · ((1 − λ) V(s_{t+1}) + λ G_{t+1})
 *     L_V = mean (V(s) − G)²
 *     A = G − V(s)
 *     L_π = −mean min(e^{βA}, limit) · log π(a|s)               (eq. 10)
 *
 * V is the value of the policy that made the log, and the policy imitates what went better than that. It improves on the log by
 * one step of policy iteration, and does not put together pieces of several trajectories.
 */
export function awr(spec: DatasetSpec, given: Partial<AwrConfig> = {}): ContinuousAlgorithm {
  const config = resolveConfig("awr", rules, awrDefaults, given);
  refuseUnused("awr", config, [unusedMargin(config.policy)]);
  checkSequences(config);
  const inputs = continuousInputs(spec, config);
  const value = stateValue(inputs.observationSize, config);
  const policy = drawingRegression(inputs, config);
  return continuousLearner({
    name: "AWR",
    spec,
    sampling: {
      batchSize: config.batchSize,
      sequenceLength: config.sequenceLength,
      discount: config.discount,
      random: randomStream(config.seed, "minibatches"),
    },
    inputs,
    parts: [value, policy],
    policies: policy.policies,
    update(batch) {
      const nextValues = value.values(batch.nextObservations);
      const returns = lambdaReturns(batch, nextValues, config.traceDecay);
      const { loss: valueLoss, values } = value.minimize(batch.observations, (v) =>
        temporalDifferenceLoss(v, returns, "squared"),
      );
      const advantages = sub<Tensor1D>(returns, values);
      const { weights, metrics } = limitedWeights(
        config.normalizeAdvantages ? normalizedAdvantages(advantages) : advantages,
        config,
      );
      const policyLoss = policy.fit(batch, weights);
      return { valueLoss, policyLoss, ...metrics, advantage: mean<Scalar>(advantages) };
    },
  });
}

function checkSequences({ batchSize, sequenceLength }: AwrConfig): void {
  if (batchSize % sequenceLength === 0) return;
  throw new RangeError(
    `awr's sequenceLength must divide its batchSize of ${batchSize}; got ${sequenceLength}`,
  );
}
