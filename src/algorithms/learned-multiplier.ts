import { greater, type Scalar, scalar, tidy, type Variable, variable, where } from "@tensorflow/tfjs-core";
import { lagrangeLoss, lagrangeMultiplier } from "../losses/lagrange.ts";
import { variableName } from "../networks/variable-name.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

/** λ, which looks for the weight at which a constraint meets its threshold. */
export interface LearnedMultiplier {
  readonly variables: readonly Variable[];
  /** λ, a constant. */
  value(): Scalar;
  /** Moves λ after a step that met this constraint. Returns λ as it was before. */
  adapt(constraint: Scalar): Scalar;
  dispose(): void;
}

/** Settings of a Lagrange multiplier. */
export interface LagrangeConfig {
  /** τ: what the constraint is to be held at. */
  readonly threshold: number;
  readonly learningRate: number;
  /** Largest λ. */
  readonly maximum: number;
  /** Least λ: far below it a step on log λ would be lost, and λ could not return when it is needed again. Default 0. */
  readonly minimum?: number;
}

/**
 * λ = e^logλ within its limits, by a step of Adam on −λ (constraint − τ) in logλ: it grows while the constraint exceeds τ and
 * fades while it does not. It starts at 1.
 *
 * @param name what it is called in errors
 */
export function learnedMultiplier(
  name: string,
  { threshold, learningRate, maximum, minimum = 0 }: LagrangeConfig,
): LearnedMultiplier {
  const logWeight = tidy(() => variable(scalar(0), true, variableName(`log of ${name}`)));
  const optimizer = adam([logWeight], { learningRate });
  const limited = () => lagrangeMultiplier(logWeight, maximum, minimum);
  return {
    variables: [logWeight, ...optimizer.state],
    value: () => stopGradient(limited()),
    adapt(constraint) {
      const before = limited();
      minimize(`the loss of ${name}`, optimizer, () => {
        // a limit holds outwards alone: without a gradient at it, the weight could never come back from it
        const [up, down] = [
          lagrangeMultiplier(logWeight, maximum),
          lagrangeMultiplier(logWeight, Infinity, minimum),
        ];
        const multiplier = where<Scalar>(greater(constraint, threshold), up, down);
        return { loss: lagrangeLoss(multiplier, constraint, threshold) };
      });
      return before;
    },
    dispose() {
      optimizer.dispose();
      logWeight.dispose();
    },
  };
}
