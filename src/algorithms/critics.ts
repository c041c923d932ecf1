import type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { criticEnsemble } from "../networks/critic-ensemble.ts";
import type { Ensemble } from "../networks/ensemble.ts";
import { type Adam, adam } from "../tensor/adam.ts";
import { type Backup, criticsTarget } from "../tensor/bellman-target.ts";
import { minimize } from "../tensor/minimize.ts";
import { polyak } from "../tensor/polyak.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { ContinuousBatch } from "./batch.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";
import { criticHead, type Returns } from "./critic-head.ts";
import type { QuantileConfig } from "./quantile-config.ts";

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
  /** What the target critics know of the return: the values, or with the setting `quantiles` those, [critics, quantiles, rows]. */
  targetReturns(observations: Tensor2D, actions: Tensor2D): Returns;
  /**
   * y = r + discount · (w · min_i Q_i + (1 − w) · max_i Q_i), within the bounds of the settings, [rows]; a constant.
   *
   * @param nextValues of the next states, [critics, rows]
   * @param minimumWeight w; 1 unless given
   */
  targets(batch: ContinuousBatch, nextValues: Tensor2D, minimumWeight?: number): Tensor1D;
  /** The same of returns: where they are quantiles, of each of them, [rows, quantiles]. */
  targetsOfReturns(batch: ContinuousBatch, nextReturns: Returns, minimumWeight?: number): Tensor;
  /** Σ_i mean (Q_i(s, a) − y)² at the batch's own actions, or the quantile regression's error. */
  loss(batch: ContinuousBatch, targets: Tensor): Scalar;
  /** One step on that loss; the loss before it. */
  fit(batch: ContinuousBatch, targets: Tensor): Scalar;
  /** Lets the target critics follow. */
  follow(): void;
  dispose(): void;
}

/** Critics whose weights start from the seed: algorithms with one seed and shape start from the same. */
export function critics(inputs: ContinuousInputs, config: ActorCriticConfig & QuantileConfig): Critics {
  const head = criticHead(config.quantiles);
  const width = inputs.observationSize + inputs.actionSize;
  const online = criticEnsemble(
    "the critics",
    config.criticCount,
    [width, ...config.hiddenSizes],
    randomStream(config.seed, "critics"),
    { layerNorm: config.criticLayerNorm },
    config.quantiles,
  );
  const target = online.copy("the target critics");
  const optimizer = adam(online.variables, { learningRate: config.criticLearningRate });
  const [lowerBound, upperBound] = config.valueBounds ?? [-Infinity, Infinity];
  const bounded = ({ rewards, discounts }: ContinuousBatch): Backup => ({
    rewards,
    discounts,
    lowerBound,
    upperBound,
  });
  const loss: Critics["loss"] = ({ observations, actions }, targets) =>
    head.loss(online.quantiles(observations, actions), targets);
  return {
    network: online.network,
    optimizer,
    variables: [...online.variables, ...target.variables, ...optimizer.state],
    values: online.values,
    firstValues: online.firstValues,
    targetValues: target.values,
    targetReturns: (observations, actions) => head.returns(target.quantiles(observations, actions)),
    targets: (batch, nextValues, minimumWeight) => criticsTarget(bounded(batch), nextValues, minimumWeight),
    targetsOfReturns: (batch, nextReturns, minimumWeight) =>
      head.targets(bounded(batch), nextReturns, minimumWeight),
    loss,
    fit: (batch, targets) =>
      minimize("the critics' loss", optimizer, () => ({ loss: loss(batch, targets) })).loss,
    follow: () => polyak(target.variables, online.variables, config.targetUpdateRate),
    dispose() {
      for (const part of [optimizer, online, target]) part.dispose();
    },
  };
}
