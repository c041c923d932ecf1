import { finite, notNegative, positive, type Rules, type Unused } from "./config.ts";
import { type ConstraintWeight, fixedWeight, learnedWeight } from "./constraint-weight.ts";

/** Settings of λ. */
export interface DivergenceWeightConfig {
  /** λ, fixed. Default 1. Not with targetDivergence. */
  readonly divergenceWeight?: number;
  /** The mean divergence, in its own unit (nats for KL), at which λ is held as a Lagrange multiplier that starts at 1. */
  readonly targetDivergence?: number;
  /** Step size of the multiplier's Adam. Default 1e-3. Only with targetDivergence. */
  readonly multiplierLearningRate?: number;
  /**
   * Largest multiplier. Default 500. Only with targetDivergence. `divergenceWeightAtMaximum` is 1 while λ is held there,
   * which `fit` warns of: the target cannot be met, or the step size is too large.
   */
  readonly multiplierMaximum?: number;
}

export const divergenceWeightRules: Rules<DivergenceWeightConfig> = {
  divergenceWeight: notNegative,
  targetDivergence: finite,
  multiplierLearningRate: positive,
  multiplierMaximum: positive,
};

/** Settings of λ that have no effect beside the others. */
export function unusedInDivergenceWeight(
  config: DivergenceWeightConfig,
): readonly Unused<DivergenceWeightConfig>[] {
  const isFixed = config.targetDivergence === undefined;
  return [
    ["divergenceWeight", !isFixed, "has no effect when targetDivergence is given"],
    ["multiplierLearningRate", isFixed, "has no effect when targetDivergence is not given"],
    ["multiplierMaximum", isFixed, "has no effect when targetDivergence is not given"],
  ];
}

/** The λ that the settings ask for. */
export function divergenceWeightOf(config: DivergenceWeightConfig): ConstraintWeight {
  const { divergenceWeight = 1, targetDivergence: threshold } = config;
  if (threshold === undefined) return fixedWeight(divergenceWeight);
  const { multiplierLearningRate: learningRate = 1e-3, multiplierMaximum: maximum = 500 } = config;
  return learnedWeight("divergence", { threshold, learningRate, maximum });
}
