import {
  mean,
  neg,
  type Scalar,
  squaredDifference,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";

/**
 * mean_b −log π(a_b|s_b): maximum likelihood of a policy of continuous actions.
 *
 * @param logProb log π(a|s), summed over the components, [rows]
 */
export function likelihoodLoss(logProb: Tensor1D): Scalar {
  return neg(mean<Scalar>(logProb));
}

/**
 * mean_{b,d} (π(s_b)_d − a_bd)², over rows and components: maximum likelihood of a policy with noise of one fixed deviation.
 *
 * @param actions π(s), [rows, size]
 * @param dataActions a, [rows, size], a constant
 */
export function actionErrorLoss(actions: Tensor2D, dataActions: Tensor2D): Scalar {
  return mean<Scalar>(squaredDifference(actions, dataActions));
}
