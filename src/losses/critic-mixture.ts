import { add, max, min, mul, type Tensor2D, type Tensor3D } from "@tensorflow/tfjs-core";

/**
 * w · min_i Q_i + (1 − w) · max_i Q_i over the critics, as of one critic: [1, …] (soft clipped double Q-learning,
 * Fujimoto et al. 2019, arXiv:1812.02900, eq. 13).
 *
 * @param values Q_i, [critics, rows] or [critics, rows, actions]
 * @param minimumWeight w in [0, 1]
 */
export function criticMixture<Values extends Tensor2D | Tensor3D>(
  values: Values,
  minimumWeight: number,
): Values {
  const least = min<Values>(values, 0, true);
  if (minimumWeight === 1) return least;
  const largest = max<Values>(values, 0, true);
  return add(mul<Values>(minimumWeight, least), mul(1 - minimumWeight, largest));
}
