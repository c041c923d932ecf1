import {
  mean,
  min,
  mul,
  type Rank,
  reshape,
  type Scalar,
  sub,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { stopGradient } from "../tensor/stop-gradient.ts";

// BEAR (Kumar et al. 2019, arXiv:1906.00949).

/**
 * min_i mean_j Q_i(s, a_j), [rows]: the mean over samples first, then the minimum over critics.
 *
 * @param values [critics, samples · rows], sample by sample
 */
export function leastMeanValue(values: Tensor2D, samples: number): Tensor1D {
  const [critics] = values.shape;
  return min<Tensor1D>(mean(reshape<Rank.R3>(values, [critics, samples, -1]), 1), 0);
}

/**
 * mean λ · (discrepancy(s) − threshold), λ a constant: the constraint's part of the policy's Lagrangian (eq. 1), from which
 * the mean value of the policy's actions is taken.
 *
 * @param discrepancies between the policy's actions and those of the behavior model, [rows], differentiable in the actions
 */
export function supportConstraintLoss(
  discrepancies: Tensor1D,
  { multiplier, threshold }: { readonly multiplier: Scalar; readonly threshold: number },
): Scalar {
  return mean<Scalar>(mul<Tensor1D>(stopGradient(multiplier), sub(discrepancies, threshold)));
}
