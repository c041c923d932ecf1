import { exp, minimum, mul, neg, type Scalar, sub } from "@tensorflow/tfjs-core";
import { stopGradient } from "../tensor/stop-gradient.ts";

/** λ = min(e^logMultiplier, maximum); at the maximum its gradient is 0. */
export function lagrangeMultiplier(logMultiplier: Scalar, maximum: number): Scalar {
  return minimum<Scalar>(exp(logMultiplier), maximum);
}

/**
 * −λ · (constraint − threshold), the constraint being a constant: descending it raises λ while the constraint exceeds the
 * threshold and lowers it while it does not.
 */
export function lagrangeLoss(multiplier: Scalar, constraint: Scalar, threshold: number): Scalar {
  return neg(mul<Scalar>(multiplier, sub(stopGradient(constraint), threshold)));
}
