import { mean, type Scalar, type Tensor1D } from "@tensorflow/tfjs-core";
import { effectiveShare, exponentialWeights, limitedShare } from "../losses/weighted-regression.ts";
import { notNegative, positive, type Rules } from "./config.ts";

/** Settings of weights w = min(e^{βA}, limit) of the log's actions. */
export interface AdvantageWeightConfig {
  /**
   * β, at least 0: how much an advantage counts, in units of 1 / reward. Papers that divide by a temperature have its inverse
   * here. 0 is behavior cloning; the larger β, the closer to the best action of the log.
   */
  readonly inverseTemperature: number;
  /** Largest weight. Where many reach it (`clippedWeightShare`), β is too large for the rewards. */
  readonly weightLimit: number;
}

export const advantageWeightRules: Rules<AdvantageWeightConfig> = {
  inverseTemperature: notNegative,
  weightLimit: positive,
};

/** Weights of the log's actions, [rows], and what is to be reported of them. */
export interface AdvantageWeights {
  readonly weights: Tensor1D;
  readonly metrics: Record<string, Scalar>;
}

/** w = min(e^{βA}, limit). */
export function limitedWeights(
  advantages: Tensor1D,
  { inverseTemperature, weightLimit }: AdvantageWeightConfig,
): AdvantageWeights {
  const weights = exponentialWeights(advantages, inverseTemperature, weightLimit);
  const clippedWeightShare = limitedShare(weights, weightLimit);
  return { weights, metrics: { ...weightMetrics(advantages, weights), clippedWeightShare } };
}

/** The mean advantage, and the share of the batch that the weights leave effective. */
export function weightMetrics(advantages: Tensor1D, weights: Tensor1D): Record<string, Scalar> {
  return { advantage: mean<Scalar>(advantages), effectiveWeightShare: effectiveShare(weights) };
}
