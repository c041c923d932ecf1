import * as tf from "@tensorflow/tfjs";
import { targetUpdateRate } from "../../cases/continuous-problem.ts";
import { apply, follow } from "../mlp.ts";
import { type Network, type StockBatch, stockNetwork } from "./start.ts";

/** The networks of two critics and of their targets. */
export interface Critics {
  readonly critic1: Network;
  readonly critic2: Network;
  readonly criticTarget1: Network;
  readonly criticTarget2: Network;
}

export function stockCritics(): Critics {
  return {
    critic1: stockNetwork("critic 1", "critic"),
    critic2: stockNetwork("critic 2", "critic"),
    criticTarget1: stockNetwork("critic target 1", "critic"),
    criticTarget2: stockNetwork("critic target 2", "critic"),
  };
}

/** [observation, action] of every row, which a critic reads. */
export function pairs(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor2D {
  return tf.concat2d([observations, actions], 1);
}

/** Q of every row. */
export function valuesBy(critic: Network, x: tf.Tensor2D): tf.Tensor1D {
  return apply(critic, x).as1D();
}

/** The smaller of two critics' values. */
export function leastValue(first: Network, second: Network, x: tf.Tensor2D): tf.Tensor1D {
  return tf.minimum(valuesBy(first, x), valuesBy(second, x));
}

/** r + γ (1 − terminated) · the value of the next state. */
export function bellmanTargets({ rewards, discounts }: StockBatch, nextValues: tf.Tensor1D): tf.Tensor1D {
  return rewards.add(discounts.mul(nextValues));
}

/** Mean squared error of a critic. */
export function criticLoss(values: tf.Tensor1D, targets: tf.Tensor1D): tf.Scalar {
  return values.sub(targets).square().mean();
}

/** The sum of both critics' losses. */
export function criticsLoss({ critic1, critic2 }: Critics, x: tf.Tensor2D, targets: tf.Tensor1D): tf.Scalar {
  return criticLoss(valuesBy(critic1, x), targets).add(criticLoss(valuesBy(critic2, x), targets));
}

/** Lets both target critics follow. */
export function followCritics({ critic1, critic2, criticTarget1, criticTarget2 }: Critics): void {
  follow(criticTarget1, critic1, targetUpdateRate);
  follow(criticTarget2, critic2, targetUpdateRate);
}
