import { max, type Rank, reshape, type Tensor2D } from "@tensorflow/tfjs-core";
import { criticMixture } from "./critic-mixture.ts";

/**
 * max_j (w · min_i Q_i(s, a_j) + (1 − w) · max_i Q_i(s, a_j)) over the candidates a_j of a state: soft clipped double
 * Q-learning (BCQ, Fujimoto et al. 2019, arXiv:1812.02900, eq. 13). As the values of one critic, [1, rows].
 *
 * @param values Q_i(s, a_j), [critics, candidates · rows], candidate by candidate
 * @param minimumWeight w in [0, 1]
 */
export function bestMixedValue(values: Tensor2D, candidates: number, minimumWeight: number): Tensor2D {
  const mixed = criticMixture(values, minimumWeight);
  return max<Tensor2D>(reshape<Rank.R2>(mixed, [candidates, -1]), 0, true);
}
