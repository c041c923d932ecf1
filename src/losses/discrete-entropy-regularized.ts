import {
  expandDims,
  mean,
  min,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from "@tensorflow/tfjs-core";
import { logSoftmax, softmax } from "../tensor/softmax.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

// Soft actor-critic for discrete actions (Christodoulou 2019, arXiv:1910.07207): expectations over actions are sums.

/** min_i Q_i(s, ·), [rows, actions], of values [critics, rows, actions]. */
export function leastValues(values: Tensor3D): Tensor2D {
  return min<Tensor2D>(values, 0);
}

/**
 * Q_i(s, a) − α log π(a|s), [critics, rows, actions]: values of which the policy's mean is the soft value of the state, eq. 10.
 *
 * @param logits of π, [rows, actions]
 * @param values [critics, rows, actions]
 */
export function softValues(logits: Tensor2D, values: Tensor3D, temperature: Scalar): Tensor3D {
  return sub<Tensor3D>(values, expandDims<Tensor3D>(mul(temperature, logSoftmax(logits)), 0));
}

/**
 * mean_b Σ_a π(a|s) (α log π(a|s) − min_i Q_i(s, a)), eq. 12, α and the values being constants.
 *
 * @param logits of π, [rows, actions]
 * @param values [critics, rows, actions]
 */
export function discreteSoftPolicyLoss(logits: Tensor2D, values: Tensor3D, temperature: Scalar): Scalar {
  const cost = mul<Tensor2D>(stopGradient(temperature), logSoftmax(logits));
  const regret = sub(cost, stopGradient(leastValues(values)));
  return mean<Scalar>(sum<Tensor1D>(mul(softmax(logits), regret), 1));
}
