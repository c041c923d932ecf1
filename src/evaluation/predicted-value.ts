import { checkDiscreteAction } from "../env/action.ts";
import type { Policy } from "../env/policy.ts";
import type { QFunction } from "../policy/q-function.ts";
import { checkPolicy } from "./argument.ts";

/**
 * What a Q-function promises of a policy: mean over states of Q(s, π(s)). At the first states of a rollout it is to be
 * compared with `discountedReturnMean`, what the policy earned from there; above it, the Q-function overestimates.
 *
 * It is in the units of the log's own rewards: values learned from rewards that were multiplied are divided by the same.
 * An offset of the rewards adds offset · Σ γᵗ, which depends on how long episodes last under the policy, and that nobody
 * knows: such a Q-function is refused. `{ values: algorithm.values }` in its place is valued in the scaled units.
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
  const multiplier = rewardMultiplier(qFunction);
  const values = qFunction.values(observations);
  const actions = values.length / rows;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const action = policy.act(observations.subarray(row * observationSize, (row + 1) * observationSize));
    checkDiscreteAction("the result of act(observation)", action, actions);
    sum += values[row * actions + action]!;
  }
  return sum / rows / multiplier;
}

function rewardMultiplier({ rewardScaling }: QFunction): number {
  const { multiplier, offset } = rewardScaling ?? { multiplier: 1, offset: 0 };
  if (offset === 0) return multiplier;
  throw new RangeError(
    `the rewards' offset must be 0 to predict a value in their own units; got ${offset}: pass { values: algorithm.values } ` +
      "for the value of the scaled rewards",
  );
}
