import {
  type Rank,
  reshape,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tile,
  type Variable,
} from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { criticLoss } from "../losses/critic.ts";
import { copyOfEnsemble, ensemble } from "../networks/ensemble.ts";
import { type Adam, adam } from "../tensor/adam.ts";
import { criticsTarget } from "../tensor/bellman-target.ts";
import { polyak } from "../tensor/polyak.ts";
import { takePerRow } from "../tensor/take-per-row.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { DiscreteBatch } from "./batch.ts";

/** Critics of discrete actions, which give the values of all of them, their targets and their optimizer. */
export interface DiscreteCritics {
  readonly optimizer: Adam;
  readonly variables: readonly Variable[];
  /** Q_i(s, ·), [critics, rows, actions]. */
  values(observations: Tensor2D): Tensor3D;
  /** Q̄_i(s, a) of the target critics at the batch's own actions, [critics, rows]. */
  targetValues(batch: DiscreteBatch): Tensor2D;
  /** y = r + discount · min_i of the values of the next states, [critics, rows], within the bounds of the settings; [rows]. */
  targets(batch: DiscreteBatch, nextValues: Tensor2D): Tensor1D;
  /** Σ_i mean (Q_i(s, a) − y)² at the batch's own actions. */
  loss(batch: DiscreteBatch, targets: Tensor1D): Scalar;
  /** Lets the target critics follow. */
  follow(): void;
  dispose(): void;
}

/** Critics whose weights start from the seed. */
export function discreteCritics(
  sizes: { readonly observationSize: number; readonly actions: number },
  config: ActorCriticConfig,
): DiscreteCritics {
  const layers = [sizes.observationSize, ...config.hiddenSizes, sizes.actions];
  const random = randomStream(config.seed, "critics");
  const options = { layerNorm: config.criticLayerNorm };
  const online = ensemble("the critics", config.criticCount, layers, random, options);
  const target = copyOfEnsemble("the target critics", online);
  const optimizer = adam(online.variables, { learningRate: config.criticLearningRate });
  const [lowerBound, upperBound] = config.valueBounds ?? [-Infinity, Infinity];
  return {
    optimizer,
    variables: [...online.variables, ...target.variables, ...optimizer.state],
    values: online.apply,
    targetValues: ({ observations, actions }) => valuesOfTaken(target.apply(observations), actions),
    targets: ({ rewards, discounts }, nextValues) =>
      criticsTarget({ rewards, discounts, lowerBound, upperBound }, nextValues),
    loss: ({ observations, actions }, targets) =>
      criticLoss(valuesOfTaken(online.apply(observations), actions), targets),
    follow: () => polyak(target.variables, online.variables, config.targetUpdateRate),
    dispose() {
      for (const part of [optimizer, online, target]) part.dispose();
    },
  };
}

/** Q_i(s, a) of one action a row, [critics, rows]. */
function valuesOfTaken(values: Tensor3D, actions: Tensor1D): Tensor2D {
  const [critics, rows, count] = values.shape;
  const flat = reshape<Rank.R2>(values, [critics * rows, count]);
  return reshape<Rank.R2>(takePerRow(flat, tile(actions, [critics])), [critics, rows]);
}
