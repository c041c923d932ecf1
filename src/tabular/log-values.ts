import { checkFraction } from "../kernels/shape.ts";
import { actionValues } from "./action-values.ts";
import type { TabularMdp } from "./mdp.ts";
import { expectation, mapTable, type StateActionTable } from "./state-action-table.ts";

/** A Markov decision process, and the policy that makes its log. */
export interface LoggedMdp extends TabularMdp {
  /** π_β(a|s); all 0 in a state that the log does not visit. */
  readonly behavior: StateActionTable;
}

/**
 * Q = r + γ P max_{a: π_β(a|s) > 0} Q: the best that can be put together from actions of the log. The value of a state
 * without any is 0. BCQ's and implicit Q-learning's limit (Fujimoto et al. 2019, arXiv:1812.02900, eq. 8).
 */
export function inSampleValues(mdp: LoggedMdp, discount: number): StateActionTable {
  return actionValues(mdp, discount, (values, state) => {
    const seen = values.filter((_, action) => mdp.behavior[state]![action]! > 0);
    return seen.length === 0 ? 0 : Math.max(...seen);
  });
}

/** Q = r + γ P V with V(s) the expectile of Q over π_β (Kostrikov et al. 2022, arXiv:2110.06169, eq. 5 and 6). */
export function expectileValues(mdp: LoggedMdp, discount: number, expectile: number): StateActionTable {
  checkFraction("expectile", expectile);
  return actionValues(mdp, discount, (values, state) => expectileOf(values, mdp.behavior[state]!, expectile));
}

/**
 * The v with Σ p·|τ − 1(x < v)|·(x − v) = 0, by Newton's steps. From the second on they go one way, past a value each, so
 * that they end with the piecewise linear function's pieces.
 */
function expectileOf(values: readonly number[], probabilities: readonly number[], expectile: number): number {
  let center = expectation(probabilities, values);
  for (let step = 0; step < values.length + 2; step++) {
    const weights = probabilities.map(
      (chance, i) => chance * (values[i]! > center ? expectile : 1 - expectile),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total === 0) return center;
    center = expectation(weights, values) / total;
  }
  return center;
}

/**
 * The fixed point of Q ← r − α μ/π_β + γ P E_π Q (arXiv:2006.04779, eq. 1 and theorem 3.1), where α weighs a squared
 * error with a ½ and μ is `pushDown`.
 */
export function pushedDownValues(
  mdp: LoggedMdp,
  policy: StateActionTable,
  pushDown: StateActionTable,
  discount: number,
  weight: number,
): StateActionTable {
  const rewards = mapTable(
    mdp.rewards,
    (reward, state, action) => reward - (weight * pushDown[state]![action]!) / mdp.behavior[state]![action]!,
  );
  return actionValues({ ...mdp, rewards }, discount, (values, state) => expectation(policy[state]!, values));
}
