import {
  concat,
  fill,
  type Rank,
  reshape,
  type Tensor2D,
  type Tensor3D,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { Gaussians } from "../tensor/gaussian-kl.ts";
import { repeatedRows } from "../tensor/repeated-rows.ts";
import { tanhGaussianSample } from "../tensor/tanh-gaussian.ts";
import { noise } from "./noise.ts";

/** Several actions for every row, and how likely each was to be drawn. */
export interface SampledActions {
  /** [rows, actions, size], in [−1, 1] */
  readonly actions: Tensor3D;
  /** Logs of their densities, [rows, actions]. */
  readonly logDensities: Tensor2D;
}

/**
 * Actions drawn from squashed Gaussians, which are computed once a row, not once an action.
 *
 * @param noise draws of N(0, 1), [rows, actions, size]
 */
export function policyActions({ mean, logStd }: Gaussians, noise: Tensor3D): SampledActions {
  const [rows, count, size] = noise.shape;
  const gaussians = { mean: repeatedRows(mean, count), logStd: repeatedRows(logStd, count) };
  const { action, logProb } = tanhGaussianSample(gaussians, reshape<Rank.R2>(noise, [rows * count, size]));
  return {
    actions: reshape<Rank.R3>(action, [rows, count, size]),
    logDensities: reshape<Rank.R2>(logProb, [rows, count]),
  };
}

/** Actions that were drawn uniformly from [−1, 1)^size, [rows, actions, size], of density ½^size. */
export function uniformActions(actions: Tensor3D): SampledActions {
  const [rows, count, size] = actions.shape;
  return { actions, logDensities: fill<Rank.R2>([rows, count], -size * Math.LN2) };
}

/** Draws several actions for every row, from a stream of its own. */
export interface ActionSampler {
  readonly stream: Variable;
  uniform(): SampledActions;
  policy(gaussians: Gaussians): SampledActions;
}

/** The stream depends on the seed and the name alone. */
export function actionSampler(
  seed: number,
  name: string,
  [rows, count, size]: readonly [rows: number, count: number, size: number],
): ActionSampler {
  const draws = noise(seed, name);
  const perRow = (drawn: Tensor2D) => reshape<Rank.R3>(drawn, [rows, count, size]);
  return {
    stream: draws.stream,
    uniform: () => uniformActions(perRow(draws.actions(rows * count, size))),
    policy: (gaussians) => policyActions(gaussians, perRow(draws.normal(rows * count, size))),
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
