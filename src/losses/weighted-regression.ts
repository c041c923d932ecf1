import {
  add,
  cast,
  div,
  exp,
  greater,
  greaterEqual,
  max,
  maximum,
  mean,
  minimum,
  mul,
  neg,
  type Rank,
  reshape,
  type Scalar,
  sqrt,
  square,
  sub,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { softmax } from "../tensor/softmax.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

// Advantage-weighted regression: a policy is fitted to the actions of the log, each of which counts by its advantage A.
// Weights are [rows]; β is the inverse of the temperature that papers call λ or β.

/**
 * −mean w log π(a|s): the weighted likelihood of the log's actions (AWR, Peng et al. 2019, arXiv:1910.00177, eq. 10). The
 * weights are constants, whatever they were made of: values do not learn from it.
 *
 * @param logProb log π(a|s), or what stands for it, [rows]
 * @param weights [rows]
 */
export function weightedRegressionLoss(logProb: Tensor1D, weights: Tensor1D): Scalar {
  return neg(mean<Scalar>(mul(stopGradient(weights), logProb)));
}

/** min(e^{βA}, limit). */
export function exponentialWeights(
  advantages: Tensor1D,
  inverseTemperature: number,
  limit: number,
): Tensor1D {
  return minimum<Tensor1D>(exp(mul(inverseTemperature, advantages)), limit);
}

/** rows · softmax(βA) over the batch: weights of mean 1, as AWAC's authors have it (arXiv:2006.09359). */
export function softmaxWeights(advantages: Tensor1D, inverseTemperature: number): Tensor1D {
  const [rows] = advantages.shape;
  const shares = softmax(reshape<Rank.R2>(mul<Tensor1D>(inverseTemperature, advantages), [1, rows]));
  return reshape<Rank.R1>(mul<Tensor2D>(rows, shares), [rows]);
}

/** What the values of a policy's own actions are summed up by. */
export type Baseline = "mean" | "max";

/**
 * A = Q(s, a) − the mean or the maximum of Q(s, a_j) over actions a_j of the policy (CRR, arXiv:2006.15134, eq. 4).
 *
 * @param dataValues Q(s, a) of the log's actions, [rows]
 * @param policyValues Q(s, a_j), [rows, samples]
 */
export function sampledAdvantages(
  dataValues: Tensor1D,
  policyValues: Tensor2D,
  baseline: Baseline,
): Tensor1D {
  const over = baseline === "mean" ? mean : max;
  return sub(dataValues, over<Tensor1D>(policyValues, 1));
}

/** 1[A > 0] (CRR, Wang et al. 2020, arXiv:2006.15134, eq. 3). */
export function binaryWeights(advantages: Tensor1D): Tensor1D {
  return cast(greater<Tensor1D>(advantages, 0), "float32");
}

/** (A − mean A) / (std A + 1e-5) over the batch, with the population's std, as AWR's code has it. */
export function normalizedAdvantages(advantages: Tensor1D): Tensor1D {
  const centered = sub<Tensor1D>(advantages, mean<Scalar>(advantages));
  return div(centered, add<Scalar>(sqrt(mean<Scalar>(square(centered))), 1e-5));
}

/** The share of the weights that stand at their limit. */
export function limitedShare(weights: Tensor1D, limit: number): Scalar {
  return mean<Scalar>(cast(greaterEqual<Tensor1D>(weights, limit), "float32"));
}

/** Of float32. */
const smallestNormal = 2 ** -126;

/**
 * (Σw)² / (rows · Σw²): the share of the batch that would weigh as much in equal parts (Kish's effective sample size). Near 0 a
 * few rows decide alone. 0 where all weights are 0.
 */
export function effectiveShare(weights: Tensor1D): Scalar {
  return div<Scalar>(square(mean(weights)), maximum<Scalar>(mean<Scalar>(square(weights)), smallestNormal));
}
