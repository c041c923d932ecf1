import { total } from "../kernels/reference/total.ts";

/** A number for every action of every state, [states][actions]. */
export type Table = readonly (readonly number[])[];

/** A Markov decision process in tables, and the policy that makes its log. */
export interface Tabular {
  /** P(s′|s, a), [states][actions][states] */
  readonly transitions: readonly Table[];
  readonly rewards: Table;
  /** π_β(a|s) */
  readonly behavior: Table;
}

/** V(s) from the values of its actions. */
type StateValue = (values: readonly number[], state: number) => number;

/** Q* = r + γ P max_a Q*. */
export function optimalValues(mdp: Tabular, discount: number): Table {
  return fixedPoint(mdp, discount, (values) => Math.max(...values));
}

/** Q^π = r + γ P E_π Q^π. */
export function policyValues(mdp: Tabular, policy: Table, discount: number): Table {
  return fixedPoint(mdp, discount, (values, state) => expectation(policy[state]!, values));
}

/**
 * The fixed point of Q ← r − α μ/π_β + γ P E_π Q (arXiv:2006.04779, eq. 1 and theorem 3.1), where α weighs a squared
 * error with a ½.
 */
export function pushedDownValues(
  mdp: Tabular,
  policy: Table,
  pushDown: Table,
  discount: number,
  weight: number,
): Table {
  const rewards = mapTable(
    mdp.rewards,
    (reward, s, a) => reward - (weight * pushDown[s]![a]!) / mdp.behavior[s]![a]!,
  );
  return policyValues({ ...mdp, rewards }, policy, discount);
}

/** Probability 1 for the best action of every state. */
export function greedyTable(values: Table): Table {
  return values.map((row) => row.map((_, action) => (action === row.indexOf(Math.max(...row)) ? 1 : 0)));
}

export function mapTable(
  table: Table,
  map: (entry: number, state: number, action: number) => number,
): number[][] {
  return table.map((row, state) => row.map((entry, action) => map(entry, state, action)));
}

/** max |a − b| over all pairs. */
export function distance(a: Table, b: Table): number {
  return Math.max(...mapTable(a, (entry, s, action) => Math.abs(entry - b[s]![action]!)).flat());
}

export function expectation(probabilities: readonly number[], values: readonly number[]): number {
  return total(probabilities.map((probability, i) => probability * values[i]!));
}

/** By iteration from 0 until nothing moves by more than 1e-13; a contraction for γ < 1. */
function fixedPoint(mdp: Tabular, discount: number, stateValue: StateValue): Table {
  let values = mapTable(mdp.rewards, () => 0);
  for (;;) {
    const stateValues = values.map(stateValue);
    const next = mapTable(
      mdp.rewards,
      (reward, s, a) => reward + discount * expectation(mdp.transitions[s]![a]!, stateValues),
    );
    if (distance(next, values) <= 1e-13) return next;
    values = next;
  }
}
