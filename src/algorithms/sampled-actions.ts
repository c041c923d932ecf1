import { concat, fill, type Rank, reshape, type Tensor2D, type Tensor3D, tile } from "@tensorflow/tfjs-core";
import type { Gaussians } from "../tensor/gaussian-kl.ts";
import { tanhGaussianSample } from "../tensor/tanh-gaussian.ts";
import type { Noise } from "./noise.ts";

/** Several actions for every row, and how likely each was to be drawn. */
export interface SampledActions {
  /** [rows, actions, size], in [−1, 1] */
  readonly actions: Tensor3D;
  /** Logs of their densities, [rows, actions]. */
  readonly logDensities: Tensor2D;
}

/** Actions drawn from squashed Gaussians, `count` a row. The distributions are computed once a row, not once an action. */
export function policyActions({ mean, logStd }: Gaussians, count: number, noise: Noise): SampledActions {
  const [rows, size] = mean.shape;
  const gaussians = { mean: repeatedRows(mean, count), logStd: repeatedRows(logStd, count) };
  const { action, logProb } = tanhGaussianSample(gaussians, noise.normal(rows * count, size));
  return {
    actions: reshape<Rank.R3>(action, [rows, count, size]),
    logDensities: reshape<Rank.R2>(logProb, [rows, count]),
  };
}

/** Actions drawn uniformly from [−1, 1)^size, of density ½^size. */
export function uniformActions(rows: number, count: number, size: number, noise: Noise): SampledActions {
  return {
    actions: reshape<Rank.R3>(noise.actions(rows * count, size), [rows, count, size]),
    logDensities: fill<Rank.R2>([rows, count], -size * Math.LN2),
  };
}

/** The actions of all samples, one sample's after the other's in every row. */
export function joined(samples: readonly SampledActions[]): SampledActions {
  return {
    actions: concat<Tensor3D>(
      samples.map(({ actions }) => actions),
      1,
    ),
    logDensities: concat<Tensor2D>(
      samples.map(({ logDensities }) => logDensities),
      1,
    ),
  };
}

/**
 * Q_i(s, a) of all actions of every row in one call, [critics, rows, actions].
 *
 * @param valuesOf from observations [rows · actions, size] and actions alike to [critics, rows · actions]
 */
export function valuesOfActions(
  valuesOf: (observations: Tensor2D, actions: Tensor2D) => Tensor2D,
  observations: Tensor2D,
  actions: Tensor3D,
): Tensor3D {
  const [rows, count, size] = actions.shape;
  const each = reshape<Rank.R2>(actions, [rows * count, size]);
  return reshape<Rank.R3>(valuesOf(repeatedRows(observations, count), each), [-1, rows, count]);
}

/** Every row `count` times in a row: [rows, size] to [rows · count, size]. */
function repeatedRows(x: Tensor2D, count: number): Tensor2D {
  const [rows, size] = x.shape;
  return reshape<Rank.R2>(tile(reshape<Rank.R3>(x, [rows, 1, size]), [1, count, 1]), [rows * count, size]);
}
