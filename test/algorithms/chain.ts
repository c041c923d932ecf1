import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import type { StateActionTable } from "../../src/tabular/state-action-table.ts";
import { oneHot } from "./tabular-log.ts";

/**
 * Five states in a row and two actions, left and right. Only the right end pays 1, to the one who goes right from it, and
 * that ends the task; left of the left end is the left end.
 */
export const chainStates = 5;

const last = chainStates - 1;

export const [left, right] = [0, 1];

/** Every pair once, in one-hot observations. */
export function chainLog(): Dataset {
  const pairs = Array.from({ length: chainStates }, (_, state) =>
    [0, 1].map((action) => ({ state, action })),
  );
  const steps = pairs.flat().map(({ state, action }) => {
    const isEnd = state === last && action === 1;
    const next = action === 0 ? Math.max(state - 1, 0) : Math.min(state + 1, last);
    return { state, action, next, isEnd };
  });
  return createDataset({
    observations: steps.map(({ state }) => oneHot(chainStates, state)),
    actions: steps.map(({ action }) => action),
    rewards: steps.map(({ isEnd }) => (isEnd ? 1 : 0)),
    nextObservations: steps.map(({ next }) => oneHot(chainStates, next)),
    terminated: steps.map(({ isEnd }) => isEnd),
    truncated: steps.map(({ isEnd }) => !isEnd),
  });
}

/**
 * The log of the chain of a behavior that goes left five times of nine and right four; and once in every state it took a third
 * way, which happened to pay 5 and to end the task.
 */
export function skewedChainLog(): Dataset {
  const chain = chainLog();
  const rows = Array.from({ length: chain.rows }, (_, row) => row);
  const copies = (row: number) => Array<number>(chain.actions[row] === left ? 10 : 8).fill(row);
  const ordinary = rows.flatMap(copies);
  const lucky = rows.filter((row) => chain.actions[row] === left);
  const stateOf = (states: Float32Array, row: number) => [
    ...states.slice(row * chainStates, (row + 1) * chainStates),
  ];
  const all = [...ordinary, ...lucky];
  const isLucky = all.map((_, i) => i >= ordinary.length);
  return createDataset(
    {
      observations: all.map((row) => stateOf(chain.observations, row)),
      actions: all.map((row, i) => (isLucky[i] ? 2 : chain.actions[row]!)),
      rewards: all.map((row, i) => (isLucky[i] ? 5 : chain.rewards[row]!)),
      nextObservations: all.map((row) => stateOf(chain.nextObservations!, row)),
      terminated: all.map((row, i) => isLucky[i] || chain.terminated[row] === 1),
      truncated: all.map((row, i) => !isLucky[i] && chain.terminated[row] !== 1),
    },
    { actionCount: 3 },
  );
}

/** By value iteration: Q(s, a) = r + γ max_a′ Q(s′, a′), 0 after the end. */
export function chainOptimum(discount: number): StateActionTable {
  let values = Array.from({ length: chainStates }, () => [0, 0]);
  const best = (state: number) => Math.max(...values[state]!);
  for (let sweep = 0; sweep < 500; sweep++) {
    values = values.map((_, state) => [
      discount * best(Math.max(state - 1, 0)),
      state === last ? 1 : discount * best(state + 1),
    ]);
  }
  return values;
}
