import { actionCount } from "../cases/training-problem.ts";

/** The best of the actions whose values begin at `start`. */
export function argmax(values: Float32Array, start: number): number {
  let best = 0;
  for (let action = 1; action < actionCount; action++) {
    if (values[start + action]! > values[start + best]!) best = action;
  }
  return best;
}
