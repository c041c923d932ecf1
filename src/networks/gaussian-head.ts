import { clipByValue, split, type Tensor, type Tensor2D } from "@tensorflow/tfjs-core";
import type { Gaussians } from "../tensor/gaussian-kl.ts";

/** Least and largest log standard deviation of a policy: σ from 0.0067 to 7.4 (EDAC, arXiv:2110.01548, and most that followed). */
export const logStdBounds: readonly [number, number] = Object.freeze([-5, 2]);

/**
 * Means and log-deviations of the outputs of a network, [mean, logStd] side by side. The log-deviation is limited; beyond the
 * limits it has no gradient.
 *
 * @param head [rows, 2 · size]
 */
export function gaussiansOf(head: Tensor2D): Gaussians {
  const [mean, logStd] = split<Tensor2D>(head, 2, 1);
  return { mean: mean!, logStd: limitedLogStd(logStd!) };
}

/** log σ within its limits, beyond which it has no gradient. */
export function limitedLogStd<T extends Tensor>(logStd: T): T {
  return clipByValue(logStd, ...logStdBounds);
}
