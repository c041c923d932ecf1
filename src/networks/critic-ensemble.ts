import {
  concat,
  mean,
  type Rank,
  reshape,
  type Tensor2D,
  type Tensor3D,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { copyOfEnsemble, type Ensemble, ensemble } from "./ensemble.ts";
import type { LayerOptions } from "./mlp.ts";

/** Several Q-functions of continuous actions, in one batched call. */
export interface CriticEnsemble {
  readonly variables: readonly Variable[];
  readonly network: Ensemble;
  /**
   * Q_i(s, a), [critics, rows]; differentiable in the variables and the actions.
   *
   * @param observations [rows, observationSize], scaled
   * @param actions [rows, size], in [−1, 1]
   */
  values(observations: Tensor2D, actions: Tensor2D): Tensor2D;
  /** Q_1(s, a) alone, [1, rows]; differentiable in the actions, at the cost of one critic. */
  firstValues(observations: Tensor2D, actions: Tensor2D): Tensor2D;
  /** θ_ik(s, a), [critics, rows, quantiles], whose means over the last axis are the values. */
  quantiles(observations: Tensor2D, actions: Tensor2D): Tensor3D;
  /** Critics with the same weights, for targets that follow slowly. */
  copy(name: string): CriticEnsemble;
  dispose(): void;
}

/**
 * Critics that read [observation, action].
 *
 * @param sizes width of observation and action together, and of the hidden layers
 * @param quantiles numbers that a critic gives of a return; 1, the value itself, unless given
 */
export function criticEnsemble(
  name: string,
  members: number,
  sizes: readonly number[],
  random: RandomStream,
  options: LayerOptions = {},
  quantiles = 1,
): CriticEnsemble {
  return criticsOf(ensemble(name, members, [...sizes, quantiles], random, options));
}

function criticsOf(network: Ensemble): CriticEnsemble {
  return {
    variables: network.variables,
    network,
    values: (observations, actions) => valuesOf(network.apply(paired(observations, actions))),
    firstValues: (observations, actions) => valuesOf(network.applyFirst(paired(observations, actions))),
    quantiles: (observations, actions) => network.apply(paired(observations, actions)),
    copy: (name) => criticsOf(copyOfEnsemble(name, network)),
    dispose: network.dispose,
  };
}

function paired(observations: Tensor2D, actions: Tensor2D): Tensor2D {
  return concat([observations, actions], 1);
}

function valuesOf(quantiles: Tensor3D): Tensor2D {
  const [critics, rows, count] = quantiles.shape;
  return count === 1 ? reshape<Rank.R2>(quantiles, [critics, rows]) : mean<Tensor2D>(quantiles, 2);
}
