import { checkDiscreteAction } from "../env/action.ts";
import type { Policy } from "../env/policy.ts";
import type { QFunction } from "../policy/q-function.ts";
import { checkPolicy } from "./argument.ts";

/**
 * What a Q-function promises of a policy: mean over states of Q(s, π(s)). At the first states of a rollout it is to be
 * compared with `discountedReturnMean`, what the policy earned from there; above it, the Q-function overestimates.
 *
 * @param observations states, flat row-major [rows][observationSize], at least one
 */
export function predictedValue(
  qFunction: QFunction,
  policy: Policy,
  observations: Float32Array,
  observationSize: number,
): number {
  checkPolicy("predictedValue", policy);
  const rows = observations.length / observationSize;
  if (!Number.isInteger(rows) || rows === 0) {
    throw new RangeError(
      `observations must have at least one row of ${observationSize} numbers; got ${observations.length} numbers`,
    );
  }
  const values = qFunction.values(observations);
  const actions = values.length / rows;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const action = policy.act(observations.subarray(row * observationSize, (row + 1) * observationSize));
    checkDiscreteAction("the result of act(observation)", action, actions);
    sum += values[row * actions + action]!;
  }
  return sum / rows;
}
