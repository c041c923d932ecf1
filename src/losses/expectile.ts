import { less, mean, mul, type Scalar, square, sub, type Tensor1D, where } from "@tensorflow/tfjs-core";
import { stopGradient } from "../tensor/stop-gradient.ts";

/**
 * mean |τ − 1[u < 0]| u² with u = target − V (implicit Q-learning, Kostrikov et al. 2021, arXiv:2110.06169, eq. 5): its
 * minimum is the τ-expectile of the targets, their mean for τ = ½ and their maximum as τ → 1. The targets are constants,
 * whatever they were made of.
 *
 * @param values V(s), [rows]
 * @param targets Q(s, a), [rows]
 * @param expectile τ in [0, 1]
 */
export function expectileLoss(values: Tensor1D, targets: Tensor1D, expectile: number): Scalar {
  const errors = sub<Tensor1D>(stopGradient(targets), values);
  return mean<Scalar>(mul(expectileWeights(errors, expectile), square(errors)));
}

/** |τ − 1[u < 0]|, [rows]. */
export function expectileWeights(errors: Tensor1D, expectile: number): Tensor1D {
  return where<Tensor1D>(less(errors, 0), 1 - expectile, expectile);
}
