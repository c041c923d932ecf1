import {
  abs,
  cast,
  expandDims,
  less,
  mean,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  tile,
} from "@tensorflow/tfjs-core";
import { huber } from "../tensor/huber.ts";
import { stopGradient } from "../tensor/stop-gradient.ts";

/** τ_i = (2i + 1) / 2N, [N]: the places of N quantiles that stand for a distribution best (lemma 2 of arXiv:1710.10044). */
export function quantilePlaces(quantiles: number): Tensor1D {
  return tensor1d(Array.from({ length: quantiles }, (_, i) => (2 * i + 1) / (2 * quantiles)));
}

/**
 * mean_b Σ_i mean_j |τ_i − 1[δ_ij < 0]| · H(δ_ij) / κ with δ_ij = y_j − θ_i and H Huber's with threshold κ: quantile regression
 * of a distribution of returns (QR-DQN, Dabney et al. 2017, arXiv:1710.10044, eq. 10). The targets are constants, whatever
 * they were made of.
 *
 * @param quantiles θ, [rows, N]
 * @param targets y, samples or quantiles of the target distribution, [rows, M]
 * @param places τ, [N], or [rows, N]
 * @param threshold κ
 */
export function quantileHuberLoss(
  quantiles: Tensor2D,
  targets: Tensor2D,
  places: Tensor1D | Tensor2D,
  threshold = 1,
): Scalar {
  const [count, targetCount] = [quantiles.shape[1], targets.shape[1]];
  const predicted = tile<Tensor3D>(expandDims<Tensor3D>(quantiles, 2), [1, 1, targetCount]);
  const wanted = tile<Tensor3D>(expandDims<Tensor3D>(stopGradient(targets), 1), [1, count, 1]);
  const isBelow: Tensor = cast(less(wanted, predicted), "float32");
  const weights = abs(sub(expandDims(places, -1), isBelow));
  const costs = mul<Tensor3D>(weights, huber(predicted, wanted, threshold));
  return mean<Scalar>(sum<Tensor1D>(mul(mean<Tensor2D>(costs, 2), 1 / threshold), 1));
}
