import { exp, maximum, minimum, mul, neg, type Scalar, sub } from "@tensorflow/tfjs-core";
import { stopGradient } from "../tensor/stop-gradient.ts";

/** λ = min(e^logMultiplier, largest), and at least `least`; at the limits its gradient is 0. */
export function lagrangeMultiplier(logMultiplier: Scalar, largest: number, least = 0): Scalar {
  const multiplier = minimum<Scalar>(exp(logMultiplier), largest);
  return least > 0 ? maximum<Scalar>(multiplier, least) : multiplier;
}

/**
 * −λ · (constraint − threshold), the constraint being a constant: descending it raises λ while the constraint exceeds the
 * threshold and lowers it while it does not.
 */
export function lagrangeLoss(multiplier: Scalar, constraint: Scalar, threshold: number): Scalar {
  return neg(mul<Scalar>(multiplier, sub(stopGradient(constraint), threshold)));
}
