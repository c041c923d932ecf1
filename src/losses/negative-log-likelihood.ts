import {
  add,
  mean,
  mul,
  neg,
  type Scalar,
  square,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { logSoftmax } from "../tensor/softmax.ts";
import { takePerRow } from "../tensor/take-per-row.ts";

/**
 * mean_b −log π(a_b|s_b) + logitPenalty · mean_{b,a} z²: maximum likelihood of a categorical policy π = softmax(z), with
 * the penalty on large logits of Fujimoto et al. 2019 (arXiv:1910.01708).
 *
 * @param logits z, [rows, actions]
 * @param actions int32 [rows]
 */
export function negativeLogLikelihood(logits: Tensor2D, actions: Tensor1D, logitPenalty = 0): Scalar {
  const likelihood = neg(mean<Scalar>(takePerRow(logSoftmax(logits), actions)));
  if (logitPenalty === 0) return likelihood;
  return add<Scalar>(likelihood, mul<Scalar>(logitPenalty, mean<Scalar>(square(logits))));
}
