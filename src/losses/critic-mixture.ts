import { add, max, min, mul, type Tensor3D } from "@tensorflow/tfjs-core";

/**
 * w · min_i Q_i + (1 − w) · max_i Q_i over the critics, [1, rows, actions] as of one critic (soft clipped double Q-learning,
 * Fujimoto et al. 2019, arXiv:1812.02900, eq. 13).
 *
 * @param values Q_i(s, a), [critics, rows, actions]
 * @param minimumWeight w in [0, 1]
 */
export function criticMixture(values: Tensor3D, minimumWeight: number): Tensor3D {
  const least = min<Tensor3D>(values, 0, true);
  if (minimumWeight === 1) return least;
  const largest = max<Tensor3D>(values, 0, true);
  return add(mul<Tensor3D>(minimumWeight, least), mul(1 - minimumWeight, largest));
}
