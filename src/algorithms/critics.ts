import type { Scalar, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { criticLoss } from "../losses/critic.ts";
import { criticEnsemble } from "../networks/critic-ensemble.ts";
import type { Ensemble } from "../networks/ensemble.ts";
import { type Adam, adam } from "../tensor/adam.ts";
import { criticsTarget } from "../tensor/bellman-target.ts";
import { minimize } from "../tensor/minimize.ts";
import { polyak } from "../tensor/polyak.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { ContinuousBatch } from "./batch.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";

/** Critics of continuous actions, their targets and their optimizer. */
export interface Critics {
  /** The online critics. */
  readonly network: Ensemble;
  readonly optimizer: Adam;
  readonly variables: readonly Variable[];
  /** Q_i(s, a), [critics, rows]; differentiable in the critics and the actions. */
  values(observations: Tensor2D, actions: Tensor2D): Tensor2D;
  /** Q_1(s, a) alone, [1, rows]; differentiable in the actions, at the cost of one critic. */
  firstValues(observations: Tensor2D, actions: Tensor2D): Tensor2D;
  /** Q̄_i(s, a) of the target critics, [critics, rows]. */
  targetValues(observations: Tensor2D, actions: Tensor2D): Tensor2D;
  /**
   * y = r + discount · (w · min_i Q_i + (1 − w) · max_i Q_i), within the bounds of the settings, [rows]; a constant.
   *
   * @param nextValues of the next states, [critics, rows]
   * @param minimumWeight w; 1 unless given
   */
  targets(batch: ContinuousBatch, nextValues: Tensor2D, minimumWeight?: number): Tensor1D;
  /** Σ_i mean (Q_i(s, a) − y)² at the batch's own actions. */
  loss(batch: ContinuousBatch, targets: Tensor1D): Scalar;
  /** One step on that loss; the loss before it. */
  fit(batch: ContinuousBatch, targets: Tensor1D): Scalar;
  /** Lets the target critics follow. */
  follow(): void;
  dispose(): void;
}

/** Critics whose weights start from the seed: algorithms with one seed and shape start from the same. */
export function critics(inputs: ContinuousInputs, config: ActorCriticConfig): Critics {
  const width = inputs.observationSize + inputs.actionSize;
  const online = criticEnsemble(
    "the critics",
    config.criticCount,
    [width, ...config.hiddenSizes],
    randomStream(config.seed, "critics"),
    { layerNorm: config.criticLayerNorm },
  );
  const target = online.copy("the target critics");
  const optimizer = adam(online.variables, { learningRate: config.criticLearningRate });
  const [lowerBound, upperBound] = config.valueBounds ?? [-Infinity, Infinity];
  const loss: Critics["loss"] = ({ observations, actions }, targets) =>
    criticLoss(online.values(observations, actions), targets);
  return {
    network: online.network,
    optimizer,
    variables: [...online.variables, ...target.variables, ...optimizer.state],
    values: online.values,
    firstValues: online.firstValues,
    targetValues: target.values,
    targets: ({ rewards, discounts }, nextValues, minimumWeight) =>
      criticsTarget({ rewards, discounts, lowerBound, upperBound }, nextValues, minimumWeight),
    loss,
    fit: (batch, targets) =>
      minimize("the critics' loss", optimizer, () => ({ loss: loss(batch, targets) })).loss,
    follow: () => polyak(target.variables, online.variables, config.targetUpdateRate),
    dispose() {
      for (const part of [optimizer, online, target]) part.dispose();
    },
  };
}
