import { sub, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { log } from "../env/math/exponential.ts";
import { logSumExp } from "../tensor/log-sum-exp.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

// The maximizers of conservative Q-learning for continuous actions, from drawn ones (Kumar et al. 2020, arXiv:2006.04779,
// appendix F).

/**
 * Q(s, a_k) − log μ_k(a_k|s): the exponential of each is an unbiased estimate of ∫ exp Q(s, a) da where a_k was drawn from a μ_k
 * that covers all actions, so that log Σ_k of K of them estimates log ∫ exp Q(s, a) da + log K.
 *
 * @param values Q(s, a_k), [rows, K]
 * @param logDensities log μ_k(a_k|s), [rows, K]; a constant, whatever it was made of
 */
export function densityCorrected(values: Tensor2D, logDensities: Tensor2D): Tensor2D {
  return sub(values, stopGradient(logDensities));
}

/** How the terms of drawn actions are put together. */
export interface SampledMaximizer {
  /** T, positive. Default 1. */
  readonly temperature?: number | undefined;
  /** The mean over the actions instead of the sum: T · log K less, without another gradient. Default false. */
  readonly normalized?: boolean | undefined;
}

/**
 * T · log Σ_k exp(x_k / T), [rows]: pushed down under the maximizer among K drawn actions.
 *
 * @param terms x_k, values or corrected ones, [rows, K]
 */
export function sampledMaximizerValue(
  terms: Tensor2D,
  { temperature = 1, normalized = false }: SampledMaximizer = {},
): Tensor1D {
  const logSum = logSumExp(terms, temperature);
  return normalized ? sub(logSum, temperature * log(terms.shape[1])) : logSum;
}
