import {
  exp,
  greater,
  mul,
  type Scalar,
  scalar,
  sub,
  tidy,
  type Variable,
  variable,
  where,
} from "@tensorflow/tfjs-core";
import { lagrangeLoss, lagrangeMultiplier } from "../losses/lagrange.ts";
import { variableName } from "../networks/variable-name.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

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

/** Settings of a Lagrange multiplier. */
export interface LagrangeConfig {
  /** τ: the penalty that α is to hold. */
  readonly threshold: number;
  readonly learningRate: number;
  /** Largest α. */
  readonly maximum: number;
}

/**
 * α · (penalty − τ) with α = min(e^logα, maximum), and a step on −α (penalty − τ) in logα after it (CQL, arXiv:2006.04779,
 * section 3.2): α grows while the penalty exceeds τ and fades while it does not. It starts at 1.
 */
export function lagrangeWeight({ threshold, learningRate, maximum }: LagrangeConfig): ConservativeWeight {
  const logWeight = tidy(() => variable(scalar(0), true, variableName("log of the conservative weight")));
  const optimizer = adam([logWeight], { learningRate });
  return {
    variables: [logWeight, ...optimizer.state],
    weigh: (penalty) => mul(stopGradient(lagrangeMultiplier(logWeight, maximum)), sub(penalty, threshold)),
    adapt(penalty) {
      const conservativeWeight = lagrangeMultiplier(logWeight, maximum);
      minimize("the loss of the conservative weight", optimizer, () => {
        const limited = lagrangeMultiplier(logWeight, maximum);
        // without a gradient at the maximum, the weight could never come down from it
        const multiplier = where<Scalar>(greater(penalty, threshold), limited, exp(logWeight));
        return { loss: lagrangeLoss(multiplier, penalty, threshold) };
      });
      return { conservativeWeight };
    },
    dispose() {
      optimizer.dispose();
      logWeight.dispose();
    },
  };
}
