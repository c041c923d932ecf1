import {
  concat,
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
  /** Critics with the same weights, for targets that follow slowly. */
  copy(name: string): CriticEnsemble;
  dispose(): void;
}

/**
 * Critics that read [observation, action].
 *
 * @param sizes width of observation and action together, and of the hidden layers
 */
export function criticEnsemble(
  name: string,
  members: number,
  sizes: readonly number[],
  random: RandomStream,
  options: LayerOptions = {},
): CriticEnsemble {
  return criticsOf(ensemble(name, members, [...sizes, 1], random, options));
}

function criticsOf(network: Ensemble): CriticEnsemble {
  return {
    variables: network.variables,
    network,
    values: (observations, actions) => valuesOf(network.apply, observations, actions),
    firstValues: (observations, actions) => valuesOf(network.applyFirst, observations, actions),
    copy: (name) => criticsOf(copyOfEnsemble(name, network)),
    dispose: network.dispose,
  };
}

function valuesOf(apply: (x: Tensor2D) => Tensor3D, observations: Tensor2D, actions: Tensor2D): Tensor2D {
  const values = apply(concat([observations, actions], 1));
  return reshape<Rank.R2>(values, [values.shape[0], observations.shape[0]]);
}
