import { mean, type Scalar, type Tensor1D } from "@tensorflow/tfjs-core";
import {
  binaryWeights,
  effectiveShare,
  exponentialWeights,
  limitedShare,
  softmaxWeights,
} from "../losses/weighted-regression.ts";
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
  const { metrics } = reported(advantages, weights);
  return { weights, metrics: { ...metrics, clippedWeightShare: limitedShare(weights, weightLimit) } };
}

/** How an advantage becomes a weight: min(e^{βA}, limit), rows · softmax(βA) over the batch, or 1[A > 0]. */
export type WeightForm = "exponential" | "softmax" | "binary";

/** Weights of a form that the settings choose. */
export function formedWeights(
  advantages: Tensor1D,
  form: WeightForm,
  config: AdvantageWeightConfig,
): AdvantageWeights {
  switch (form) {
    case "exponential":
      return limitedWeights(advantages, config);
    case "softmax":
      return reported(advantages, softmaxWeights(advantages, config.inverseTemperature));
    case "binary":
      return reported(advantages, binaryWeights(advantages));
  }
}

/** The mean advantage, and the share of the batch that the weights leave effective. */
function reported(advantages: Tensor1D, weights: Tensor1D): AdvantageWeights {
  const metrics = { advantage: mean<Scalar>(advantages), effectiveWeightShare: effectiveShare(weights) };
  return { weights, metrics };
}
