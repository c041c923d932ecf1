import type { ContinuousActions, DiscreteActions } from "../dataset/spec.ts";
import { shown, typeName } from "../kernels/shape.ts";

/** One of 0 … count − 1, or a vector of `size` numbers. */
export type Action = number | Float32Array;

/** The set that actions of type A come from. */
export type ActionSpace<A extends Action> = A extends number ? DiscreteActions : ContinuousActions;

/** Throws a RangeError or TypeError that names `source`, the rule and the value, unless `action` lies in `space`. */
export function checkAction(
  source: string,
  action: Action,
  space: DiscreteActions | ContinuousActions,
): void {
  if (space.kind === "discrete") checkDiscreteAction(source, action, space.count);
  else checkContinuousAction(source, action, space);
}

/** Throws a RangeError that names `source`, the rule and the value, unless `action` is one of 0 … actionCount − 1. */
export function checkDiscreteAction(
  source: string,
  action: Action,
  actionCount: number,
): asserts action is number {
  if (!(typeof action === "number" && Number.isInteger(action) && action >= 0 && action < actionCount)) {
    throw new RangeError(`${source} must be an integer from 0 to ${actionCount - 1}; got ${shown(action)}`);
  }
}

/** Bounds count as float32, as the action does: 0.1 must not lie outside [−0.1, 0.1]. */
function checkContinuousAction(source: string, action: Action, { size, low, high }: ContinuousActions): void {
  if (!(action instanceof Float32Array) || action.length !== size) {
    const got = action instanceof Float32Array ? `${action.length}` : typeName(action);
    throw new TypeError(`${source} must be a Float32Array of ${size} numbers; got ${got}`);
  }
  for (let i = 0; i < size; i++) {
    const value = action[i]!;
    if (!(value >= Math.fround(low[i]!) && value <= Math.fround(high[i]!))) {
      throw new RangeError(`${source}[${i}] must lie in [${low[i]}, ${high[i]}]; got ${value}`);
    }
  }
}

/** Throws a RangeError unless a set of `actionCount` actions has at least one, and a whole number of them. */
export function checkActionCount(actionCount: number): void {
  if (!Number.isSafeInteger(actionCount) || actionCount < 1) {
    throw new RangeError(`actionCount must be an integer of at least 1; got ${actionCount}`);
  }
}
