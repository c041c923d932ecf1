import { mul, type Scalar, sub, type Variable } from "@tensorflow/tfjs-core";
import { fixedWeight, type LagrangeConfig, learnedWeight } from "./constraint-weight.ts";

/** α, the weight of a conservative penalty: a number, or a Lagrange multiplier that looks for it. */
export interface ConservativeWeight {
  readonly variables: readonly Variable[];
  /** What the penalty adds to the critic's loss; α is a constant in it. */
  weigh(penalty: Scalar): Scalar;
  /** Moves α after a step that met this penalty; what is to be reported of it, as it was before. */
  adapt(penalty: Scalar): Record<string, Scalar>;
  dispose(): void;
}

/** α · penalty. */
export function fixedConservativeWeight(weight: number): ConservativeWeight {
  const alpha = fixedWeight(weight);
  return { ...alpha, weigh: (penalty) => mul(alpha.value(), penalty) };
}

/** α · (penalty − τ) with α a Lagrange multiplier that holds the penalty at τ (CQL, arXiv:2006.04779, section 3.2). */
export function learnedConservativeWeight(config: LagrangeConfig): ConservativeWeight {
  const alpha = learnedWeight("conservative", config);
  return { ...alpha, weigh: (penalty) => mul(alpha.value(), sub(penalty, config.threshold)) };
}
