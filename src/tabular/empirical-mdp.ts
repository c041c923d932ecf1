import type { LoggedMdp } from "./log-values.ts";
import { mapTable } from "./state-action-table.ts";

/** The transitions of a log between numbered states, one a row. */
export interface TabularLog {
  readonly states: ArrayLike<number>;
  readonly actions: ArrayLike<number>;
  readonly rewards: ArrayLike<number>;
  readonly nextStates: ArrayLike<number>;
  /** 1 where the task ended. */
  readonly terminated: ArrayLike<number>;
}

/**
 * The decision problem that a log shows: frequencies for probabilities, means for expectations. A pair of state and
 * action that does not occur has probability 0 of everything, and reward 0. Throws a RangeError for a state or an action
 * out of range.
 */
export function empiricalMdp(log: TabularLog, stateCount: number, actionCount: number): LoggedMdp {
  const table = () => Array.from({ length: stateCount }, () => Array<number>(actionCount).fill(0));
  const counts = table();
  const rewardSums = table();
  const successors = counts.map((row) => row.map(() => Array<number>(stateCount).fill(0)));
  for (let row = 0; row < log.states.length; row++) {
    const state = index(`states[${row}]`, log.states[row]!, stateCount);
    const action = index(`actions[${row}]`, log.actions[row]!, actionCount);
    const next = index(`nextStates[${row}]`, log.nextStates[row]!, stateCount);
    counts[state]![action]! += 1;
    rewardSums[state]![action]! += log.rewards[row]!;
    if (log.terminated[row] === 0) successors[state]![action]![next]! += 1;
  }
  const visits = counts.map((row) => row.reduce((sum, count) => sum + count));
  const perVisit = (sum: number, state: number, action: number) => sum / Math.max(counts[state]![action]!, 1);
  return {
    transitions: successors.map((rows, state) =>
      mapTable(rows, (count, action) => perVisit(count, state, action)),
    ),
    rewards: mapTable(rewardSums, perVisit),
    behavior: mapTable(counts, (count, state) => count / Math.max(visits[state]!, 1)),
  };
}

function index(name: string, value: number, count: number): number {
  if (Number.isInteger(value) && value >= 0 && value < count) return value;
  throw new RangeError(`${name} must be an integer from 0 to ${count - 1}; got ${value}`);
}
