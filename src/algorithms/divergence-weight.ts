import { cast, greaterEqual, type Scalar, scalar, type Variable } from "@tensorflow/tfjs-core";
import { finite, notNegative, positive, type Rules, type Unused } from "./config.ts";
import { learnedMultiplier } from "./learned-multiplier.ts";

/** λ, the weight of a divergence from the behavior policy: a number, or a multiplier that holds the divergence at a target. */
export interface DivergenceWeight {
  readonly variables: readonly Variable[];
  /** λ, a constant. */
  value(): Scalar;
  /** Moves λ after a step that met this mean divergence; what is to be reported of it, before the move. */
  adapt(divergence: Scalar): Record<string, Scalar>;
  dispose(): void;
}

/** Settings of λ. */
export interface DivergenceWeightConfig {
  /** λ, fixed. Default 1. Not with targetDivergence. */
  readonly divergenceWeight?: number;
  /** The mean divergence, in its own unit (nats for KL), at which λ is held as a Lagrange multiplier that starts at 1. */
  readonly targetDivergence?: number;
  /** Step size of the multiplier's Adam. Default 1e-3. Only with targetDivergence. */
  readonly multiplierLearningRate?: number;
  /**
   * Largest multiplier. Default 500. Only with targetDivergence. `divergenceWeightAtMaximum` is 1 while λ is held there: the
   * target cannot be met, or the step size is too large.
   */
  readonly multiplierMaximum?: number;
}

export const divergenceWeightRules: Rules<DivergenceWeightConfig> = {
  divergenceWeight: notNegative,
  targetDivergence: finite,
  multiplierLearningRate: positive,
  multiplierMaximum: positive,
};

/** Least multiplier: it hardly counts, and is back within some thousand steps when it is needed again. */
const minimum = 1e-4;

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
export function divergenceWeightOf(config: DivergenceWeightConfig): DivergenceWeight {
  const { divergenceWeight = 1, targetDivergence: threshold } = config;
  if (threshold === undefined) return fixedDivergenceWeight(divergenceWeight);
  const { multiplierLearningRate: learningRate = 1e-3, multiplierMaximum: maximum = 500 } = config;
  const multiplier = learnedMultiplier("the divergence weight", {
    threshold,
    learningRate,
    maximum,
    minimum,
  });
  return {
    ...multiplier,
    adapt(divergence) {
      const weight = multiplier.adapt(divergence);
      const isAtMaximum = cast(greaterEqual<Scalar>(weight, maximum), "float32");
      return { divergenceWeight: weight, divergenceWeightAtMaximum: isAtMaximum };
    },
  };
}

function fixedDivergenceWeight(weight: number): DivergenceWeight {
  return { variables: [], value: () => scalar(weight), adapt: () => ({}), dispose: () => undefined };
}
