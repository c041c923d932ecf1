import { type Tensor1D, type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { checkAction } from "../env/action.ts";
import { checkObservationType } from "../env/observation.ts";
import { checkFiniteObservations } from "../policy/finite-observations.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";

/**
 * A number for every pair of observation and action in the log's units, [rows], such as Q(s, a). Throws a TypeError for what
 * is no Float32Array, and a RangeError for another number of entries, an observation that is not finite or an action beyond the
 * bounds, which no network has seen.
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
  checkObservationType("observations", observations);
  checkObservationType("actions", actions);
  const rows = observations.length / inputs.observationSize;
  if (!Number.isInteger(rows) || actions.length !== rows * inputs.actionSize) {
    throw new RangeError(
      `observations and actions must have ${inputs.observationSize} and ${inputs.actionSize} numbers a row; ` +
        `got ${observations.length} and ${actions.length} in all`,
    );
  }
  checkFiniteObservations("observations", observations);
  for (let row = 0; row < rows; row++) {
    const action = actions.subarray(row * inputs.actionSize, (row + 1) * inputs.actionSize);
    checkAction(`actions[${row}]`, action, inputs.space);
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
