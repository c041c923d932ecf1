import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import type { BatchPolicy } from "../../src/env/policy.ts";
import { randomStream } from "../../src/kernels/random.ts";

/** What the log's actions are spread around, by half a unit. */
const middleOf = (state: number): number => 0.3 * state;
const reach = 0.5;

/** The larger the action the better, up to the largest that the log contains in the state; beyond lies a cliff. */
export function cliffReward(state: number, action: number): number {
  const distance = action - middleOf(state);
  return Math.abs(distance) <= reach ? distance : -1;
}

/**
 * One step an episode: states in [−1, 1], actions uniform around 0.3 s by ±½. The best action in a state pays ½, the mean action
 * of the log 0; who trusts the values of actions that the log does not contain falls off and gets −1.
 */
export function cliffLog(rows = 1000): Dataset {
  const random = randomStream(0, "cliff log");
  const steps = Array.from({ length: rows }, () => {
    const state = Math.fround(2 * random.uniform() - 1);
    const action = Math.fround(middleOf(state) + reach * 0.999 * (2 * random.uniform() - 1));
    return { state, action };
  });
  return createDataset(
    {
      observations: steps.map(({ state }) => [state]),
      actions: steps.map(({ action }) => [action]),
      rewards: steps.map(({ state, action }) => cliffReward(state, action)),
      terminated: steps.map(() => true),
      truncated: steps.map(() => false),
    },
    { actionBounds: { low: [-1], high: [1] } },
  );
}

/** The mean reward of a policy over 41 states from −1 to 1. */
export function cliffReturn(policy: BatchPolicy<Float32Array>): number {
  const states = Float32Array.from({ length: 41 }, (_, i) => (i - 20) / 20);
  const actions = policy.actBatch(states);
  return states.reduce((sum, state, i) => sum + cliffReward(state, actions[i]!), 0) / states.length;
}
