import { fill, greaterEqual, logicalOr, max, type Tensor2D, where } from "@tensorflow/tfjs-core";
import { softmax } from "../tensor/softmax.ts";

/**
 * Where π_β supports an action, [rows, actions] of bool: π_β(a|s) ≥ ε, or a is the mode of π_β, so that no state is left
 * without an action.
 *
 * @param behaviorLogits of π_β = softmax(logits), [rows, actions]
 * @param threshold ε, a probability
 */
export function supportOf(behaviorLogits: Tensor2D, threshold: number): Tensor2D {
  const isMode = greaterEqual<Tensor2D>(behaviorLogits, max<Tensor2D>(behaviorLogits, 1, true));
  return logicalOr(greaterEqual<Tensor2D>(softmax(behaviorLogits), threshold), isMode);
}

/** The values of supported actions, and −Infinity for the others: a maximum passes them over. */
export function valuesWithin(support: Tensor2D, values: Tensor2D): Tensor2D {
  return where<Tensor2D>(support, values, fill(values.shape, -Infinity));
}
