import { type Tensor1D, type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { ContinuousInputs } from "./continuous-inputs.ts";

/**
 * A number for every pair of observation and action in the log's units, [rows], such as Q(s, a).
 *
 * @param evaluate from observations and actions as networks see them to [rows]
 * @param observations flat row-major [rows][observationSize]
 * @param actions flat row-major [rows][size]
 */
export function evaluatePairs(
  inputs: ContinuousInputs,
  evaluate: (observations: Tensor2D, actions: Tensor2D) => Tensor1D,
  observations: Float32Array,
  actions: Float32Array,
): Float32Array {
  const rows = observations.length / inputs.observationSize;
  if (!Number.isInteger(rows) || actions.length !== rows * inputs.actionSize) {
    throw new RangeError(
      `observations and actions must have ${inputs.observationSize} and ${inputs.actionSize} numbers a row; ` +
        `got ${observations.length} and ${actions.length} in all`,
    );
  }
  let values: Float32Array = new Float32Array();
  // a tidy looks for tensors in what it returns, entry by entry
  tidy(() => {
    const s = inputs.observations(tensor2d(observations, [rows, inputs.observationSize]));
    const a = inputs.actions(tensor2d(actions, [rows, inputs.actionSize]));
    values = evaluate(s, a).dataSync<"float32">();
  });
  return values;
}
