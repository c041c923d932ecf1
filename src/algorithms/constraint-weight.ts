import {
  cast,
  greater,
  greaterEqual,
  type Scalar,
  scalar,
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

/** λ, the weight of a constraint: a number, or a Lagrange multiplier that looks for it. */
export interface ConstraintWeight {
  readonly variables: readonly Variable[];
  /** λ, a constant. */
  value(): Scalar;
  /** Moves λ after a step that met this constraint; what is to be reported of it, as it was before. */
  adapt(constraint: Scalar): Record<string, Scalar>;
  dispose(): void;
}

/** Settings of a Lagrange multiplier. */
export interface LagrangeConfig {
  /** τ: what the constraint is to be held at. */
  readonly threshold: number;
  readonly learningRate: number;
  /** Largest λ. */
  readonly maximum: number;
  /**
   * Least λ, unless the largest is smaller: far below it a step on log λ would be lost, and λ could not return when it is needed
   * again. Default 1e-4, from which λ needs at least 9 / learningRate steps to come back to 1.
   */
  readonly minimum?: number;
}

/** λ that is given; there is nothing to report of it. */
export function fixedWeight(weight: number): ConstraintWeight {
  return { variables: [], value: () => scalar(weight), adapt: () => ({}), dispose: () => undefined };
}

/**
 * λ = e^logλ within its limits, by a step of Adam on −λ (constraint − τ) in logλ: it grows while the constraint exceeds τ and
 * fades while it does not. It starts at 1. Of "x" it reports `xWeight`, λ, and `xWeightAtMaximum`: 1 where λ is held at its
 * maximum, so that the constraint is not met, else 0.
 *
 * @param constraint what the constraint is called in metrics and errors
 */
export function learnedWeight(
  constraint: string,
  { threshold, learningRate, maximum, minimum = 1e-4 }: LagrangeConfig,
): ConstraintWeight {
  const name = `the ${constraint} weight`;
  const metric = `${constraint}Weight`;
  const least = Math.min(minimum, maximum);
  const logWeight = tidy(() => variable(scalar(0), true, variableName(`log of ${name}`)));
  const optimizer = adam([logWeight], { learningRate });
  const limited = () => lagrangeMultiplier(logWeight, maximum, least);
  return {
    variables: [logWeight, ...optimizer.state],
    value: () => stopGradient(limited()),
    adapt(met) {
      const before = limited();
      minimize(`the loss of ${name}`, optimizer, () => {
        // a limit holds outwards alone: without a gradient at it, the weight could never come back from it
        const [up, down] = [
          lagrangeMultiplier(logWeight, maximum),
          lagrangeMultiplier(logWeight, Infinity, least),
        ];
        return { loss: lagrangeLoss(where<Scalar>(greater(met, threshold), up, down), met, threshold) };
      });
      const isAtMaximum = cast<Scalar>(greaterEqual<Scalar>(before, maximum), "float32");
      return { [metric]: before, [`${metric}AtMaximum`]: isAtMaximum };
    },
    dispose() {
      optimizer.dispose();
      logWeight.dispose();
    },
  };
}
