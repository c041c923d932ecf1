import { mul, type Scalar, sub, type Variable } from "@tensorflow/tfjs-core";
import { type LagrangeConfig, learnedMultiplier } from "./learned-multiplier.ts";

/** α, the weight of a conservative penalty: a number, or a Lagrange multiplier that looks for it. */
export interface ConservativeWeight {
  readonly variables: readonly Variable[];
  /** What the penalty adds to the critic's loss; α is a constant in it. */
  weigh(penalty: Scalar): Scalar;
  /** Moves α after a step that met this penalty; what is to be reported of it. */
  adapt(penalty: Scalar): Record<string, Scalar>;
  dispose(): void;
}

/** α · penalty. */
export function fixedWeight(weight: number): ConservativeWeight {
  return {
    variables: [],
    weigh: (penalty) => mul(weight, penalty),
    adapt: () => ({}),
    dispose: () => undefined,
  };
}

/** α · (penalty − τ) with α a Lagrange multiplier that holds the penalty at τ (CQL, arXiv:2006.04779, section 3.2). */
export function lagrangeWeight(config: LagrangeConfig): ConservativeWeight {
  const multiplier = learnedMultiplier("the conservative weight", config);
  return {
    variables: multiplier.variables,
    weigh: (penalty) => mul(multiplier.value(), sub(penalty, config.threshold)),
    adapt: (penalty) => ({ conservativeWeight: multiplier.adapt(penalty) }),
    dispose: multiplier.dispose,
  };
}
