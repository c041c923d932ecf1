import { equal, exp, greater, logicalOr, max, sub, type Tensor2D } from "@tensorflow/tfjs-core";

/**
 * G(a|s) / max_a G(a|s) = e^(z_a − max z) of a categorical policy G = softmax(z), [rows, actions], from 0 to 1.
 *
 * @param logits z, [rows, actions]
 */
export function probabilityRatios(logits: Tensor2D): Tensor2D {
  return exp<Tensor2D>(sub<Tensor2D>(logits, max(logits, 1, true)));
}

/**
 * Where G supports an action in comparison with its mode, [rows, actions] of bool: G(a|s) / max_a G(a|s) > threshold, or a is the
 * mode, so that no state is left without an action (discrete BCQ, Fujimoto et al. 2019, arXiv:1910.01708, eq. 6).
 *
 * @param behaviorLogits of G = softmax(logits), [rows, actions]
 * @param threshold τ in [0, 1]: 0 supports all, 1 the mode alone
 */
export function relativeSupportOf(behaviorLogits: Tensor2D, threshold: number): Tensor2D {
  const ratios = probabilityRatios(behaviorLogits);
  return logicalOr<Tensor2D>(greater(ratios, threshold), equal(ratios, 1));
}
