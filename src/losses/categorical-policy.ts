import {
  add,
  max,
  mean,
  min,
  mul,
  neg,
  type Scalar,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from "@tensorflow/tfjs-core";
import { categoricalEntropy } from "../tensor/entropy.ts";
import { softmax } from "../tensor/softmax.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

// Policies π = softmax(logits) of discrete actions: expectations over actions are exact sums (Christodoulou 2019,
// arXiv:1910.07207).

/**
 * w · min_i Q_i + (1 − w) · max_i Q_i, [rows, actions], of values [critics, rows, actions] (BCQ, Fujimoto et al. 2019,
 * arXiv:1812.02900, eq. 13).
 */
export function mixedValues(values: Tensor3D, minimumWeight: number): Tensor2D {
  const least = min<Tensor2D>(values, 0);
  if (minimumWeight === 1) return least;
  return add(mul<Tensor2D>(minimumWeight, least), mul<Tensor2D>(1 - minimumWeight, max<Tensor2D>(values, 0)));
}

/**
 * V(s) = Σ_a π(a|s) (Q(s, a) − α log π(a|s)), [rows]; differentiable in both.
 *
 * @param logits, values [rows, actions]
 */
export function softValue(logits: Tensor2D, values: Tensor2D, temperature: number): Tensor1D {
  const expected = sum<Tensor1D>(mul(softmax(logits), values), 1);
  return temperature === 0 ? expected : add(expected, mul<Tensor1D>(temperature, categoricalEntropy(logits)));
}

/**
 * −mean V(s): the policy's loss, the values being constants.
 *
 * @param logits, values [rows, actions]
 */
export function categoricalPolicyLoss(logits: Tensor2D, values: Tensor2D, temperature: number): Scalar {
  return neg(mean<Scalar>(softValue(logits, stopGradient(values), temperature)));
}
