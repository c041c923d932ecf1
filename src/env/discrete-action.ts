/** Throws a RangeError that names `source`, the rule and the value, unless `action` is one of 0 … actionCount − 1. */
export function checkDiscreteAction(source: string, action: number, actionCount: number): void {
  if (!Number.isInteger(action) || action < 0 || action >= actionCount) {
    throw new RangeError(`${source} must be an integer from 0 to ${actionCount - 1}; got ${action}`);
  }
}

/** Throws a RangeError unless a set of `actionCount` actions has at least one, and a whole number of them. */
export function checkActionCount(actionCount: number): void {
  if (!Number.isSafeInteger(actionCount) || actionCount < 1) {
    throw new RangeError(`actionCount must be an integer of at least 1; got ${actionCount}`);
  }
}
