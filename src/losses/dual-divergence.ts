import {
  add,
  log,
  maximum,
  mean,
  mul,
  neg,
  type Scalar,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";

// Divergences as the best that a critic c(s, a) can tell the policy's actions from the log's (BRAC, Wu et al. 2019,
// arXiv:1911.11361, section 4): they need no model of the behavior policy, only its actions. Each function gives [rows] of
// critic values [rows].

/**
 * log t(a) − t(a_data) + 1 with t = softplus(c) > 0: its mean is a lower bound of KL(π ‖ π_β), exact where t is the ratio π/π_β
 * (Nguyen et al. 2010, arXiv:0809.0853). In the logarithm t + 1e-8 stands for t, which may underflow.
 *
 * @param policyValues c(s, a), a ∼ π(s)
 * @param dataValues c(s, a_data)
 */
export function dualKl(policyValues: Tensor1D, dataValues: Tensor1D): Tensor1D {
  const logRatio = log<Tensor1D>(add<Tensor1D>(softplus(policyValues), 1e-8));
  return add(sub<Tensor1D>(logRatio, softplus(dataValues)), 1);
}

/**
 * c(s, a) − c(s, a_data): its mean is the Wasserstein distance of order 1 where c is the best critic with slopes of at most 1
 * (Arjovsky et al. 2017, arXiv:1701.07875).
 *
 * @param policyValues c(s, a), a ∼ π(s)
 * @param dataValues c(s, a_data)
 */
export function dualWasserstein(policyValues: Tensor1D, dataValues: Tensor1D): Tensor1D {
  return sub(policyValues, dataValues);
}

/** a + ε (a_data − a): actions between the policy's and the log's, where slopes are looked at; ε in [0, 1), [rows, 1]. */
export function interpolated(actions: Tensor2D, dataActions: Tensor2D, share: Tensor2D): Tensor2D {
  return add(actions, mul(share, sub<Tensor2D>(dataActions, actions)));
}

/** ‖∇_a c‖ as √(1e-8 + Σ_d g_d²), whose slope is finite at 0, [rows]. */
export function slopeOf(gradients: Tensor2D): Tensor1D {
  return sqrt<Tensor1D>(add<Tensor1D>(sum<Tensor1D>(square(gradients), 1), 1e-8));
}

/**
 * What the critic of a divergence descends: −mean D + w · mean max(slope − 1, 0)², the penalty on slopes beyond 1 (Gulrajani et
 * al. 2017, arXiv:1704.00028, in the one-sided form).
 *
 * @param divergences D, [rows]
 * @param slopes ‖∇_a c‖ at interpolated actions, [rows]
 */
export function divergenceCriticLoss(divergences: Tensor1D, slopes: Tensor1D, weight: number): Scalar {
  const excess = square<Tensor1D>(maximum<Tensor1D>(sub<Tensor1D>(slopes, 1), 0));
  return add<Scalar>(neg(mean<Scalar>(divergences)), mul<Scalar>(weight, mean<Scalar>(excess)));
}
