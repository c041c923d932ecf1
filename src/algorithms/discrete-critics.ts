import {
  expandDims,
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
import { adam } from "../tensor/adam.ts";
import { criticsTarget, expectedTarget } from "../tensor/bellman-target.ts";
import { minimize } from "../tensor/minimize.ts";
import { polyak } from "../tensor/polyak.ts";
import { takePerRow } from "../tensor/take-per-row.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { DiscreteBatch } from "./batch.ts";
import type { DiscreteInputs } from "./discrete-inputs.ts";

/** Critics that value all discrete actions at once, their targets and their optimizer. */
export interface DiscreteCritics {
  readonly variables: readonly Variable[];
  /** Q_i(s, ·), [critics, rows, actions]. */
  values(observations: Tensor2D): Tensor3D;
  /** Q̄_i(s, ·) of the target critics, [critics, rows, actions]. */
  targetValues(observations: Tensor2D): Tensor3D;
  /**
   * y = r + discount · Σ_a π(a|s′) min_i Q_i(s′, a), within the bounds of the settings, [rows]; a constant.
   *
   * @param nextLogits of π, [rows, actions]
   * @param nextValues [critics, rows, actions]
   */
  targets(batch: DiscreteBatch, nextLogits: Tensor2D, nextValues: Tensor3D): Tensor1D;
  /** y = r + discount · V(s′), within the bounds of the settings, of values of the next states [rows]; a constant. */
  stateTargets(batch: DiscreteBatch, nextValues: Tensor1D): Tensor1D;
  /** One step on Σ_i mean (Q_i(s, a) − y)² at the batch's own actions; the loss before it. */
  fit(batch: DiscreteBatch, targets: Tensor1D): Scalar;
  /** Lets the target critics follow. */
  follow(): void;
  dispose(): void;
}

/** Critics whose weights start from the seed: algorithms with one seed and shape start from the same. */
export function discreteCritics(
  { observationSize, actions }: DiscreteInputs,
  config: ActorCriticConfig,
): DiscreteCritics {
  const online = ensemble(
    "the critics",
    config.criticCount,
    [observationSize, ...config.hiddenSizes, actions],
    randomStream(config.seed, "critics"),
    { layerNorm: config.criticLayerNorm },
  );
  const target = copyOfEnsemble("the target critics", online);
  const optimizer = adam(online.variables, { learningRate: config.criticLearningRate });
  const [lowerBound, upperBound] = config.valueBounds ?? [-Infinity, Infinity];
  return {
    variables: [...online.variables, ...target.variables, ...optimizer.state],
    values: online.apply,
    targetValues: target.apply,
    targets: ({ rewards, discounts }, nextLogits, nextValues) =>
      expectedTarget({ rewards, discounts, lowerBound, upperBound }, nextLogits, nextValues),
    stateTargets: ({ rewards, discounts }, nextValues) =>
      criticsTarget({ rewards, discounts, lowerBound, upperBound }, expandDims<Tensor2D>(nextValues, 0)),
    fit: ({ observations, actions }, targets) =>
      minimize("the critics' loss", optimizer, () => ({
        loss: criticLoss(takenValues(online.apply(observations), actions), targets),
      })).loss,
    follow: () => polyak(target.variables, online.variables, config.targetUpdateRate),
    dispose() {
      for (const part of [optimizer, online, target]) part.dispose();
    },
  };
}

/**
 * Q_i(s, a) of one action a row, [critics, rows].
 *
 * @param values [critics, rows, actions]
 * @param actions int32 [rows]
 */
export function takenValues(values: Tensor3D, actions: Tensor1D): Tensor2D {
  const [critics, rows, count] = values.shape;
  const flat = reshape<Rank.R2>(values, [critics * rows, count]);
  return reshape<Rank.R2>(takePerRow(flat, tile(actions, [critics])), [critics, rows]);
}
