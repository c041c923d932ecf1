import {
  exp,
  mean,
  min,
  mul,
  neg,
  type Scalar,
  sub,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { stopGradient } from "../tensor/stop-gradient.ts";

// Soft actor-critic (Haarnoja et al. 2018, arXiv:1812.05905).

/** min_i Q_i, [rows], of values [critics, rows]. */
export function leastValue(values: Tensor2D): Tensor1D {
  return min<Tensor1D>(values, 0);
}

/** The entropy of a policy as its own actions show it: −mean log π(a|s), in nats. */
export function entropyOf(logProb: Tensor1D): Scalar {
  return neg(mean<Scalar>(logProb));
}

/**
 * mean (α log π(a|s) − min_i Q_i(s, a)), eq. 7 (there with α = 1 in the values' units), α a constant.
 *
 * @param values Q_i(s, a) of actions drawn from the policy, [critics, rows], differentiable in the actions
 * @param logProb log π(a|s), [rows]
 */
export function softPolicyLoss(values: Tensor2D, logProb: Tensor1D, temperature: Scalar): Scalar {
  return mean<Scalar>(sub(mul(stopGradient(temperature), logProb), leastValue(values)));
}

/**
 * e^logα · (entropy − target entropy), eq. 18, the entropy −mean log π(a|s) being a constant: descending it raises α while the
 * entropy lies below its target.
 */
export function temperatureLoss(logTemperature: Scalar, entropy: Scalar, targetEntropy: number): Scalar {
  return mul<Scalar>(exp(logTemperature), sub(stopGradient(entropy), targetEntropy));
}
