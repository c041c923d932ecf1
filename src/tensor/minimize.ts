import { keep, type Scalar, tidy, variableGrads } from "@tensorflow/tfjs-core";
import type { Adam } from "./adam.ts";
import { checkFinite } from "./finite.ts";

/** A loss, and parts of it or diagnostics beside it that are to be known after the step. */
export interface Loss {
  readonly [part: string]: Scalar;
  readonly loss: Scalar;
}

/**
 * One gradient step on a loss; returns the loss and what comes with it, before the step. A loss or gradient that is not
 * finite throws a `NonFiniteError` that names it and the step, and leaves the variables as they were.
 *
 * @param name what the loss is called in an error
 */
export function minimize(name: string, optimizer: Adam, evaluate: () => Loss): Record<string, Scalar> {
  return tidy(() => {
    const step = optimizer.steps() + 1;
    let parts: Record<string, Scalar> = {};
    const { value, grads } = variableGrads(() => {
      const { loss, ...others } = evaluate();
      // the tape's tidy frees what it does not return
      parts = Object.fromEntries(
        Object.entries(others).map(([part, tensor]) => [part, keep(tensor.clone())]),
      );
      return loss;
    }, [...optimizer.variables]);
    const result = { loss: value, ...releaseAll(parts) };
    checkFinite(name, value, step);
    const gradients = optimizer.variables.map((variable) => {
      const gradient = grads[variable.name]!;
      checkFinite(`the gradient of ${name} in the ${variable.name}`, gradient, step);
      return gradient;
    });
    optimizer.step(gradients);
    return result;
  });
}

/** Hands kept tensors back to the current tidy. */
function releaseAll(kept: Record<string, Scalar>): Record<string, Scalar> {
  return Object.fromEntries(
    Object.entries(kept).map(([part, tensor]) => {
      const released: Scalar = tensor.clone();
      tensor.dispose();
      return [part, released];
    }),
  );
}
