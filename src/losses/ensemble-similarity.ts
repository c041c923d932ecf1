import { add, div, type Scalar, sqrt, square, sub, sum, type Tensor3D } from "@tensorflow/tfjs-core";

/** Of a gradient's length, squared: a length of 0 has no derivative. The paper's code adds 1e-10 to the length. */
const smallestSquare = 1e-20;

/**
 * mean_b Σ_{i≠j} ⟨g_i, g_j⟩ / (N − 1), g_i = ∇_a Q_i(s, a) / ‖∇_a Q_i(s, a)‖: how alike the directions are in which N critics want
 * the action to move, from −N/(N − 1) to N (EDAC, An et al. 2021, arXiv:2110.01548, equation 4). Computed without the pairs, as
 * ‖Σ_i g_i‖² − Σ_i ‖g_i‖².
 *
 * @param actionGradients ∇_a Q_i(s, a), [critics, rows, size], of at least two critics
 */
export function ensembleSimilarity(actionGradients: Tensor3D): Scalar {
  const squaredLengths = sum(square(actionGradients), 2, true);
  const directions = div(actionGradients, sqrt(add(squaredLengths, smallestSquare)));
  const [critics, rows] = actionGradients.shape;
  const pairs = sub<Scalar>(sum(square(sum(directions, 0))), sum(square(directions)));
  return div<Scalar>(pairs, (critics - 1) * rows);
}
