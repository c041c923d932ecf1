import type { FiniteEnvironment } from "../env/finite-environment.ts";
import type { StateActionTable } from "./state-action-table.ts";

/** A Markov decision process in tables. */
export interface TabularMdp {
  /** P(s′|s, a), [states][actions][states]. A row that sums to less than 1 ends the task with the rest. */
  readonly transitions: readonly StateActionTable[];
  /** E[r|s, a] */
  readonly rewards: StateActionTable;
}

/** The same decisions as an environment's. */
export interface TabularModel extends TabularMdp {
  readonly states: number;
  readonly actions: number;
  /** Whether the task ends on entering a state. A terminal state leads to itself with reward 0. */
  readonly terminal: readonly boolean[];
  /** d₀(s) */
  readonly start: readonly number[];
}

/** The exact model of an environment with finitely many states, without its time limit. */
export function tabularModel(world: FiniteEnvironment): TabularModel {
  const states = Array.from({ length: world.stateCount }, (_, state) => state);
  const actions = Array.from({ length: world.actions.count }, (_, action) => action);
  const forAll = <T>(entry: (state: number, action: number) => T): T[][] =>
    states.map((state) => actions.map((action) => entry(state, action)));
  return {
    states: states.length,
    actions: actions.length,
    transitions: forAll((state, action) => nextProbabilities(world, state, action)),
    rewards: forAll((state, action) => expectedReward(world, state, action)),
    terminal: states.map((state) => world.isTerminal(state)),
    start: world.startProbabilities,
  };
}

function nextProbabilities(world: FiniteEnvironment, state: number, action: number): number[] {
  const row = Array<number>(world.stateCount).fill(0);
  for (const outcome of world.outcomes(state, action)) row[outcome.state]! += outcome.probability;
  return row;
}

function expectedReward(world: FiniteEnvironment, state: number, action: number): number {
  return world
    .outcomes(state, action)
    .reduce((sum, { probability, reward }) => sum + probability * reward, 0);
}
