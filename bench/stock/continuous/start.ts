import * as tf from "@tensorflow/tfjs";
import {
  actionSize,
  batchSize,
  continuousMinibatch,
  initialNetwork,
  layerSizes,
  type NetworkKind,
  observationSize,
} from "../../cases/continuous-problem.ts";
import { layerVariables } from "../mlp.ts";

/** A minibatch on the heap. */
export interface StockBatch {
  readonly observations: tf.Tensor2D;
  readonly actions: tf.Tensor2D;
  readonly rewards: tf.Tensor1D;
  readonly discounts: tf.Tensor1D;
  readonly nextObservations: tf.Tensor2D;
}

export type Network = readonly tf.Variable[];

export function stockBatch(): StockBatch {
  const { observations, actions, rewards, discounts, nextObservations } = continuousMinibatch();
  return {
    observations: tf.tensor2d(observations, [batchSize, observationSize]),
    actions: tf.tensor2d(actions, [batchSize, actionSize]),
    rewards: tf.tensor1d(rewards),
    discounts: tf.tensor1d(discounts),
    nextObservations: tf.tensor2d(nextObservations, [batchSize, observationSize]),
  };
}

/** A network with the weights from which every variant starts. */
export function stockNetwork(name: string, kind: NetworkKind): Network {
  return layerVariables(initialNetwork(name, kind), layerSizes[kind]);
}
