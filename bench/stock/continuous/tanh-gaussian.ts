import * as tf from "@tensorflow/tfjs";
import { logStdRange } from "../../cases/continuous-problem.ts";
import { apply } from "../mlp.ts";
import type { Network } from "./start.ts";

/** Diagonal Gaussians before the tanh. */
export interface Gaussians {
  readonly mean: tf.Tensor;
  readonly logStd: tf.Tensor;
}

export const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

/** What a policy gives for every observation; its head is [mean, logStd]. */
export function gaussiansOf(policy: Network, observations: tf.Tensor2D): Gaussians {
  const [mean, logStd] = tf.split(apply(policy, observations), 2, 1);
  return { mean: mean!, logStd: logStd!.clipByValue(...logStdRange) };
}

/**
 * a = tanh(mean + std · noise) and log π(a) = Σ_d (−noise² / 2 − logStd − ½ log 2π − log(1 − a²)), for the noise of one
 * action or of several a row, [batch, action] or [batch, count, action].
 */
export function sampled<T extends tf.Tensor>(
  { mean, logStd }: Gaussians,
  noise: T,
): { actions: T; logProbs: tf.Tensor } {
  const preTanh = mean.add<T>(logStd.exp().mul(noise));
  // log(1 − tanh² u) = 2 (log 2 − u − softplus(−2u)), which does not cancel
  const logSlope = preTanh.neg().sub(preTanh.mul(-2).softplus()).add(Math.LN2).mul(2);
  const logDensity = noise.square().div(-2).sub(logStd).sub(LOG_ROOT_TWO_PI);
  return { actions: preTanh.tanh(), logProbs: logDensity.sub(logSlope).sum(-1) };
}

/** The same Gaussians for several actions a row. */
export function perAction({ mean, logStd }: Gaussians): Gaussians {
  return { mean: mean.expandDims(1), logStd: logStd.expandDims(1) };
}
