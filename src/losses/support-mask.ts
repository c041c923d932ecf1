import { equal, exp, fill, greater, logicalOr, max, sub, type Tensor2D, where } from "@tensorflow/tfjs-core";

/**
 * G(a|s) / max_a G(a|s) = e^(z_a − max z) of a categorical policy G = softmax(z), [rows, actions], from 0 to 1.
 *
 * @param logits z, [rows, actions]
 */
export function probabilityRatios(logits: Tensor2D): Tensor2D {
  return exp<Tensor2D>(sub<Tensor2D>(logits, max(logits, 1, true)));
}

/**
 * The actions that a log supports: G(a|s) / max_a G(a|s) > threshold, or a is the mode of G, so that there is always one
 * (discrete BCQ, Fujimoto et al. 2019, arXiv:1910.01708, eq. 6); bool [rows, actions].
 *
 * @param logits of the behavior policy G, [rows, actions]
 * @param threshold τ in [0, 1]: 0 allows all, 1 the mode alone
 */
export function supportMask(logits: Tensor2D, threshold: number): Tensor2D {
  const ratios = probabilityRatios(logits);
  return logicalOr<Tensor2D>(greater(ratios, threshold), equal(ratios, 1));
}

/** The values of the allowed actions, and −Infinity for the others: no maximum chooses them. */
export function supportedValues(values: Tensor2D, mask: Tensor2D): Tensor2D {
  return where(mask, values, fill(values.shape, -Infinity));
}
