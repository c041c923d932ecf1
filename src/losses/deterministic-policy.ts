import { mean, neg, type Scalar, slice, type Tensor2D } from "@tensorflow/tfjs-core";

/**
 * −mean Q_1(s, π(s)): the deterministic policy gradient by the first critic (TD3, Fujimoto et al. 2018, arXiv:1802.09477,
 * algorithm 1).
 *
 * @param values Q_i(s, π(s)), [critics, rows], differentiable in the actions
 */
export function deterministicPolicyLoss(values: Tensor2D): Scalar {
  return neg(mean<Scalar>(firstCritic(values)));
}

/** Q_1, [1, rows]. */
export function firstCritic(values: Tensor2D): Tensor2D {
  return slice(values, [0, 0], [1, values.shape[1]]);
}
