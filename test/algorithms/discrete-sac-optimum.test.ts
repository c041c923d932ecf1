import { expect, test } from "vitest";
import { discreteSac } from "../../src/algorithms/discrete-sac.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";

await init();

/** Rewards of three actions in two states; every episode is one step. */
const rewards = [
  [0, 1, 0.5],
  [1, 0.2, 0],
];

/** Every action in every state, as often. */
function bandit(): Dataset {
  const rows = Array.from({ length: 60 }, (_, row) => ({ state: row % 2, action: Math.floor(row / 2) % 3 }));
  return createDataset(
    {
      observations: rows.map(({ state }) => [1 - state, state]),
      actions: rows.map(({ action }) => action),
      rewards: rows.map(({ state, action }) => rewards[state]![action]!),
      terminated: rows.map(() => true),
      truncated: rows.map(() => false),
    },
    { actionCount: 3 },
  );
}

const small = { hiddenSizes: [32], batchSize: 64, policyLearningRate: 3e-3, criticLearningRate: 3e-3 };

test("a bandit: values are the rewards within 0.02, and the policy takes the best action of each state", async () => {
  const log = bandit();
  const algorithm = discreteSac(log.spec, { ...small, temperature: 0.1 });
  for await (const _ of fit(algorithm, log, { steps: 800 }));
  const states = Float32Array.of(1, 0, 0, 1);
  const values = [...algorithm.values(states)];
  expect(values.filter((value, i) => Math.abs(value - rewards.flat()[i]!) > 0.02)).toEqual([]);
  expect([...algorithm.policy().actBatch(states)]).toEqual([1, 0]);
});

test("a learned temperature takes the entropy to its target, within 0.05", async () => {
  const log = bandit();
  const algorithm = discreteSac(log.spec, { ...small, targetEntropy: 0.5, temperatureLearningRate: 3e-3 });
  let entropy = Number.NaN;
  for await (const metrics of fit(algorithm, log, { steps: 2500 })) entropy = metrics.entropy!;
  expect(Math.abs(entropy - 0.5)).toBeLessThan(0.05);
});

test("by default the target is 0.98 log 3, which is nearly uniform", async () => {
  const log = bandit();
  const algorithm = discreteSac(log.spec, { ...small, temperatureLearningRate: 3e-3 });
  let entropy = Number.NaN;
  for await (const metrics of fit(algorithm, log, { steps: 1500 })) entropy = metrics.entropy!;
  expect(Math.abs(entropy - 0.98 * Math.log(3))).toBeLessThan(0.02);
});
