import { finite, flag, notNegative, positive, type Rules, type Unused } from "./config.ts";
import {
  type ConservativeWeight,
  fixedConservativeWeight,
  learnedConservativeWeight,
} from "./conservative-weight.ts";

/** How much a conservative penalty counts. Equations are those of arXiv:2006.04779. */
export interface ConservativeConfig {
  /**
   * The values of the log's own actions are pushed up: the value of the policy is bounded from below (eq. 2). Without it
   * Q is bounded at every pair (eq. 1, theorem 3.1), a looser bound. Default true.
   */
  readonly pushUp: boolean;
  /**
   * α, fixed, in the unit of Q: with squared errors values settle at y − α/2 · (μ(a|s)/π_β(a|s) − 1). The larger the returns and the
   * further the log from a good policy, the more is needed: the smallest with which `predictedValue` is what a policy can earn, at
   * most r_max / (1 − γ). Not with gapThreshold.
   */
  readonly conservativeWeight?: number;
  /** τ: α becomes a Lagrange multiplier that holds the penalty at τ (section 3.2). Needs pushUp. */
  readonly gapThreshold?: number;
  /** Step size of the multiplier's Adam. Default 3e-4. Only with gapThreshold. */
  readonly multiplierLearningRate?: number;
  /**
   * Largest multiplier. Default 100. Only with gapThreshold. `conservativeWeightAtMaximum` is 1 while α is held there, which `fit`
   * warns of: the penalty cannot be held at the threshold, or the step size is too large.
   */
  readonly multiplierMaximum?: number;
}

export const conservativeRules: Rules<ConservativeConfig> = {
  pushUp: flag,
  conservativeWeight: notNegative,
  gapThreshold: finite,
  multiplierLearningRate: positive,
  multiplierMaximum: positive,
};

/** α as the settings ask for it. */
export function conservativeWeightOf(config: ConservativeConfig, defaultWeight: number): ConservativeWeight {
  const { conservativeWeight = defaultWeight, gapThreshold: threshold } = config;
  if (threshold === undefined) return fixedConservativeWeight(conservativeWeight);
  const { multiplierLearningRate: learningRate = 3e-4, multiplierMaximum: maximum = 100 } = config;
  return learnedConservativeWeight({ threshold, learningRate, maximum });
}

/** Settings that have no effect or make no sense beside the others. */
export function unusedWeights({
  pushUp,
  gapThreshold,
}: ConservativeConfig): readonly Unused<ConservativeConfig>[] {
  const isLagrange = gapThreshold !== undefined;
  return [
    ["conservativeWeight", isLagrange, "has no effect when gapThreshold is given"],
    ["gapThreshold", !pushUp, "cannot be used when pushUp is false: the penalty is no gap then"],
    ["multiplierLearningRate", !isLagrange, "has no effect when gapThreshold is not given"],
    ["multiplierMaximum", !isLagrange, "has no effect when gapThreshold is not given"],
  ];
}
