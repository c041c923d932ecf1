import {
  equal,
  exp,
  fill,
  greater,
  greaterEqual,
  logicalOr,
  max,
  sub,
  type Tensor2D,
  where,
} from "@tensorflow/tfjs-core";
import { softmax } from "../tensor/softmax.ts";

// Where a behavior policy π_β = softmax(z) supports an action, [rows, actions] of bool. Its mode it always does, so that no
// state is left without an action.

/**
 * π_β(a|s) ≥ ε, or a is the mode.
 *
 * @param behaviorLogits z, [rows, actions]
 * @param threshold ε, a probability
 */
export function supportOf(behaviorLogits: Tensor2D, threshold: number): Tensor2D {
  const isMode = greaterEqual<Tensor2D>(behaviorLogits, max<Tensor2D>(behaviorLogits, 1, true));
  return logicalOr(greaterEqual<Tensor2D>(softmax(behaviorLogits), threshold), isMode);
}

/**
 * π_β(a|s) / max_a π_β(a|s) > τ, or a is the mode (discrete BCQ, Fujimoto et al. 2019, arXiv:1910.01708, eq. 6).
 *
 * @param behaviorLogits z, [rows, actions]
 * @param threshold τ in [0, 1]: 0 supports all, 1 the mode alone
 */
export function relativeSupportOf(behaviorLogits: Tensor2D, threshold: number): Tensor2D {
  const ratios = probabilityRatios(behaviorLogits);
  return logicalOr<Tensor2D>(greater(ratios, threshold), equal(ratios, 1));
}

/** π_β(a|s) / max_a π_β(a|s) = e^(z_a − max z), [rows, actions], from 0 to 1. */
export function probabilityRatios(behaviorLogits: Tensor2D): Tensor2D {
  return exp<Tensor2D>(sub<Tensor2D>(behaviorLogits, max(behaviorLogits, 1, true)));
}

/** The values of supported actions, and −Infinity for the others: a maximum passes them over. */
export function valuesWithin(support: Tensor2D, values: Tensor2D): Tensor2D {
  return where<Tensor2D>(support, values, fill(values.shape, -Infinity));
}
