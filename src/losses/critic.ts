import {
  mean,
  mul,
  type Scalar,
  squaredDifference,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { stopGradient } from "../tensor/stop-gradient.ts";

/**
 * Σ_i mean_b (Q_i(s_b, a_b) − y_b)²: the sum over the critics, without ½. The targets are constants, whatever they were made of.
 *
 * @param values Q_i(s, a), [critics, rows]
 * @param targets y, [rows]
 */
export function criticLoss(values: Tensor2D, targets: Tensor1D): Scalar {
  return mul<Scalar>(values.shape[0], mean(squaredDifference(values, stopGradient(targets))));
}
