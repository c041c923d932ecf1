import {
  add,
  clipByValue,
  log,
  mean,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { logSumExp } from "../tensor/log-sum-exp.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

// Conservative Q-learning (Kumar et al. 2020, arXiv:2006.04779) pushes Q down on a distribution μ of actions and, in
// equation 2, up on the actions of the data. Each function here gives one of these terms per row, [rows].

/** Pushed down under μ = softmax(Q / T), its own maximizer, in closed form: T · log Σ_a exp(Q(s, a) / T). CQL(H), eq. 4. */
export function entropyMaximizerValue(values: Tensor2D, temperature = 1): Tensor1D {
  return logSumExp(values, temperature);
}

/**
 * Pushed down under the maximizer near a behavior policy ρ: log Σ_a ρ(a|s) exp Q(s, a). CQL(ρ), appendix A.
 *
 * @param probabilities ρ(a|s), [rows, actions]; a constant, whatever it was made of
 */
export function behaviorMaximizerValue(values: Tensor2D, probabilities: Tensor2D): Tensor1D {
  return logSumExp(add<Tensor2D>(values, log(stopGradient(probabilities))));
}

/**
 * Pushed down under a given μ: Σ_a μ(a|s) Q(s, a). Equation 1.
 *
 * @param probabilities μ(a|s), [rows, actions]; a constant, whatever it was made of
 */
export function expectedValue(values: Tensor2D, probabilities: Tensor2D): Tensor1D {
  return sum<Tensor1D>(mul(values, stopGradient(probabilities)), 1);
}

/** Pushed down under the uniform μ: mean_a Q(s, a). */
export function uniformValue(values: Tensor2D): Tensor1D {
  return mean<Tensor1D>(values, 1);
}

/**
 * The penalty: mean_b (pushed down − pushed up), where `pushedUp` is Q(s, a) of the data's actions in the form that
 * bounds the policy's value (equation 2), or absent in the form that bounds Q at every pair (equation 1).
 *
 * @param bounds limits of every row's term; a row beyond them has no gradient
 */
export function conservativePenalty(
  pushedDown: Tensor1D,
  pushedUp?: Tensor1D,
  bounds?: readonly [lower: number, upper: number],
): Scalar {
  const gap = pushedUp === undefined ? pushedDown : sub<Tensor1D>(pushedDown, pushedUp);
  return mean<Scalar>(bounds === undefined ? gap : clipByValue(gap, ...bounds));
}
