import { checkFraction } from "../kernels/shape.ts";
import type { TabularMdp } from "./mdp.ts";
import { expectation, mapTable, type StateActionTable, tableDistance } from "./state-action-table.ts";

/** V(s) from the values of its actions. */
export type StateValue = (values: readonly number[], state: number) => number;

const SWEEPS = 100_000;

/**
 * The fixed point of Q = r + γ P V(Q), by iteration from 0 until no value moves by more than 10⁻¹⁵ of the largest. γ in
 * [0, 1]. Throws a RangeError where a value is not finite, as a reward may be, and where the values still move after 100,000
 * sweeps: with γ = 1 every way must come to an end.
 */
export function actionValues(mdp: TabularMdp, discount: number, stateValue: StateValue): StateActionTable {
  checkFraction("discount", discount);
  const zeros = mapTable(mdp.rewards, () => 0);
  let values = zeros;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const stateValues = values.map(stateValue);
    const next = mapTable(
      mdp.rewards,
      (reward, state, action) =>
        reward + discount * expectation(mdp.transitions[state]![action]!, stateValues),
    );
    const largest = tableDistance(next, zeros);
    if (!Number.isFinite(largest))
      throw new RangeError(`values must be finite; got ${largest} in sweep ${sweep}`);
    if (tableDistance(next, values) <= 1e-15 * Math.max(1, largest)) return next;
    values = next;
  }
  throw new RangeError(`discount must let the values converge, in ${SWEEPS} sweeps; got ${discount}`);
}

/** Q* = r + γ P max_a Q*, by value iteration (Sutton & Barto 2018, §4.4). */
export function optimalValues(mdp: TabularMdp, discount: number): StateActionTable {
  return actionValues(mdp, discount, (values) => Math.max(...values));
}

/** Q^π = r + γ P E_π Q^π, by policy evaluation (Sutton & Barto 2018, §4.1). */
export function policyValues(mdp: TabularMdp, policy: StateActionTable, discount: number): StateActionTable {
  return actionValues(mdp, discount, (values, state) => expectation(policy[state]!, values));
}
