import { unscaled } from "../dataset/spec.ts";
import { type Action, checkDiscreteAction } from "../env/action.ts";
import type { Policy } from "../env/policy.ts";
import { shown } from "../kernels/shape.ts";
import type { ContinuousQFunction, QFunction } from "../policy/q-function.ts";
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
): number;
/** The same where actions are vectors: mean over states of Q(s, π(s)), by `actionValues`. */
export function predictedValue(
  qFunction: ContinuousQFunction,
  policy: Policy<Float32Array>,
  observations: Float32Array,
  observationSize: number,
): number;
export function predictedValue(
  qFunction: QFunction | ContinuousQFunction,
  policy: Policy<Action>,
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
  const isContinuous = "actionValues" in qFunction;
  const multiplier = rewardMultiplier(qFunction, isContinuous ? "actionValues" : "values");
  const states = { rows, observations, observationSize };
  const values = isContinuous
    ? continuousValues(qFunction, policy, states)
    : discreteValues(qFunction, policy, states);
  return values.reduce((sum, value) => sum + value, 0) / rows / multiplier;
}

interface States {
  readonly rows: number;
  readonly observations: Float32Array;
  readonly observationSize: number;
}

function actionsOf(policy: Policy<Action>, { rows, observations, observationSize }: States): Action[] {
  const state = (row: number): Float32Array =>
    observations.subarray(row * observationSize, (row + 1) * observationSize);
  return Array.from({ length: rows }, (_, row) => policy.act(state(row)));
}

/** Q(s, π(s)) of every state. */
function discreteValues(qFunction: QFunction, policy: Policy<Action>, states: States): number[] {
  const values = qFunction.values(states.observations);
  const count = values.length / states.rows;
  return actionsOf(policy, states).map((action, row) => {
    checkDiscreteAction("the result of act(observation)", action, count);
    return values[row * count + action]!;
  });
}

function continuousValues(qFunction: ContinuousQFunction, policy: Policy<Action>, states: States): number[] {
  const actions = actionsOf(policy, states).flatMap((action) => [...vector(action)]);
  return [...qFunction.actionValues(states.observations, Float32Array.from(actions))];
}

function vector(action: Action): Float32Array {
  if (action instanceof Float32Array) return action;
  throw new TypeError(`the result of act(observation) must be a Float32Array; got ${shown(action)}`);
}

function rewardMultiplier({ rewardScaling }: QFunction | ContinuousQFunction, values: string): number {
  const { multiplier, offset } = rewardScaling ?? unscaled;
  if (offset === 0) return multiplier;
  throw new RangeError(
    `the rewards' offset must be 0 to predict a value in their own units; got ${offset}: pass ` +
      `{ ${values}: algorithm.${values} } for the value of the scaled rewards`,
  );
}
