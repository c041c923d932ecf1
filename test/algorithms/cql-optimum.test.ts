import { expect, test } from "vitest";
import type { ActorCriticAlgorithm } from "../../src/algorithms/algorithm.ts";
import { cql } from "../../src/algorithms/cql.ts";
import { sac } from "../../src/algorithms/sac.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";

await init();

const reward = (observation: number, action: number): number => 1 - (action - observation / 2) ** 2;

/**
 * One step an episode: an observation s in [−1, 1], an action, 1 − (a − s/2)² as reward. The log's actions lie in [−0.9, 0.2],
 * mostly low: its mean action is far from the best, s/2, which it contains for s below 0.4.
 */
function bandit(seed: number): Dataset {
  const random = randomStream(seed, "bandit");
  const rows = Array.from({ length: 1000 }, () => {
    const observation = 2 * random.uniform() - 1;
    return { observation, action: -0.9 + 1.1 * random.uniform() ** 2 };
  });
  return createDataset(
    {
      observations: rows.map(({ observation }) => observation),
      actions: rows.map(({ action }) => action),
      rewards: rows.map(({ observation, action }) => reward(observation, action)),
      terminated: rows.map(() => true),
      truncated: rows.map(() => false),
    },
    { actionBounds: { low: [-1], high: [1] } },
  );
}

const [steps, temperature] = [800, 0.01];
const small = { hiddenSizes: [32, 32], batchSize: 64, criticLearningRate: 3e-3, policyLearningRate: 3e-3 };
const states = Float32Array.from({ length: 64 }, (_, i) => -1 + (i + 0.5) / 32);

interface Outcome {
  /** Of the policy's actions, as the critics see them and as they are. */
  readonly predicted: number;
  readonly value: number;
}

async function outcomeOf(algorithm: ActorCriticAlgorithm, log: Dataset): Promise<Outcome> {
  for await (const _ of fit(algorithm, log, { steps, valueGuard: "off" }));
  const actions = algorithm.policy().actBatch(states);
  const predicted = algorithm.actionValues(states, actions);
  algorithm.dispose();
  const mean = (of: (i: number) => number) => states.reduce((sum, _, i) => sum + of(i), 0) / states.length;
  return { predicted: mean((i) => predicted[i]!), value: mean((i) => reward(states[i]!, actions[i]!)) };
}

const log = bandit(0);
const conservative = await outcomeOf(cql(log.spec, { ...small, temperature, conservativeWeight: 0.2 }), log);
const soft = await outcomeOf(sac(log.spec, { ...small, temperature }), log);

test("SAC's values of its own policy exceed the truth, and what any action can bring; CQL's lie below the truth", () => {
  expect(soft.predicted).toBeGreaterThan(soft.value + 0.03);
  expect(soft.predicted).toBeGreaterThan(1);
  expect(conservative.predicted).toBeLessThan(conservative.value - 0.03);
});

test("CQL comes within 0.1 of the optimum of 1, where cloning of the log's mean action stays below 0.7", () => {
  const mean = [...log.actions].reduce<number>((sum, action) => sum + action, 0) / log.rows;
  const cloned = states.reduce((sum, state) => sum + reward(state, mean), 0) / states.length;
  expect(cloned).toBeLessThan(0.7);
  expect(conservative.value).toBeGreaterThan(0.9);
});
