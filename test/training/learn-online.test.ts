import { expect, test } from "vitest";
import { type DqnConfig, dqn } from "../../src/algorithms/dqn.ts";
import { datasetManifest } from "../../src/dataset/manifest.ts";
import { gridWorld } from "../../src/env/gridworld.ts";
import { rollout } from "../../src/evaluation/rollout.ts";
import { optimalValues } from "../../src/tabular/action-values.ts";
import { tabularModel } from "../../src/tabular/mdp.ts";
import { init } from "../../src/tensor/init.ts";
import { learnOnline } from "../../src/training/learn-online.ts";
import type { OnlineOptions } from "../../src/training/online-options.ts";

await init();

const world = () => gridWorld("S..\n.#.\n..G", { slip: 0.1 });
const settings: Partial<DqnConfig> = { hiddenSizes: [32], batchSize: 32, learningRate: 3e-3, discount: 0.9 };
const options: OnlineOptions = {
  steps: 1500,
  warmUp: 300,
  interval: 100,
  epsilon: (step) => Math.max(0.1, 1 - step / 1000),
};

/** Learns to the end; the last progress and the steps of every round. */
async function learn(given: OnlineOptions) {
  const rounds: { step: number; epsilon: number }[] = [];
  for await (const { step, epsilon, learner, log } of learnOnline(
    (spec) => dqn(spec, settings),
    world(),
    given,
  )) {
    rounds.push({ step, epsilon });
    if (step < given.steps) continue;
    const values = learner.values(world().observe(0));
    const { discountedReturnMean } = rollout(learner.policy(), world(), { episodes: 200, discount: 0.9 });
    learner.dispose();
    return { rounds, values, discountedReturnMean, log: log() };
  }
  throw new Error("the last round comes at the last step");
}

test("DQN that acts in a gridworld finds its optimum", async () => {
  const { values, discountedReturnMean } = await learn(options);
  const optimum = Math.max(...optimalValues(tabularModel(world()), 0.9)[0]!);
  expect(Math.max(...values)).toBeGreaterThan(optimum - 0.1);
  expect(Math.max(...values)).toBeLessThan(optimum + 0.1);
  expect(discountedReturnMean).toBeGreaterThan(optimum - 0.05);
});

test("rounds are whole episodes of at least `interval` steps, with ε by the steps before them", async () => {
  const { rounds, log } = await learn({ ...options, steps: 600, updatesPerStep: 0.5 });
  const before = rounds.map((_, i) => (i === 0 ? Number.NaN : rounds[i - 1]!.step));
  rounds.slice(1).forEach(({ step, epsilon }, i) => {
    expect(step - before[i + 1]!).toBeGreaterThanOrEqual(100);
    expect(epsilon).toBe(options.epsilon!(before[i + 1]!));
  });
  expect(log.rows).toBe(rounds.at(-1)!.step);
  expect(log.episodes.at(-1)!.end).toBe(log.rows);
});

test("the log has the log-probability of every action: random at first, then ε-greedy", async () => {
  const { rounds, log } = await learn({ ...options, steps: 600 });
  const probabilities = Float64Array.from(log.behaviorLogProbabilities!, Math.exp);
  for (const probability of probabilities.subarray(0, 300)) expect(probability).toBeCloseTo(0.25, 6);
  const { epsilon } = rounds.at(-1)!;
  const last = [...probabilities.subarray(rounds.at(-2)!.step)];
  const possible = [epsilon / 4, 1 - epsilon + epsilon / 4];
  expect(last.every((p) => possible.some((share) => Math.abs(p - share) < 1e-6))).toBe(true);
  expect(possible.every((share) => last.some((p) => Math.abs(p - share) < 1e-6))).toBe(true);
});

test("the same seed makes the same log and the same values, another seed others", async () => {
  const [first, again, other] = [
    await learn({ ...options, steps: 700 }),
    await learn({ ...options, steps: 700 }),
    await learn({ ...options, steps: 700, seed: 1 }),
  ];
  expect(await datasetManifest(again.log)).toEqual(await datasetManifest(first.log));
  expect(again.values).toEqual(first.values);
  expect(other.values).not.toEqual(first.values);
});

test("an aborted signal ends learning", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(learn({ ...options, signal })).rejects.toThrow("enough");
});

test.for<[object, string]>([
  [{ steps: 0 }, "steps must be an integer of at least 1; got 0"],
  [{ steps: 10, interval: 1.5 }, "interval must be an integer of at least 1; got 1.5"],
  [{ steps: 10, updatesPerStep: 0 }, "updatesPerStep must be a positive number"],
  [{ steps: 10, exploration: 0.1 }, 'learnOnline has no option "exploration"'],
  [{ steps: 10, epsilon: () => 2 }, "epsilon must lie in [0, 1]; got 2"],
])("the options %o are refused", async ([given, message]) => {
  await expect(learn({ steps: 10, warmUp: 1, ...given })).rejects.toThrow(message);
});

test("a signal stops rounds without training too", async () => {
  const controller = new AbortController();
  const rounds = learnOnline((spec) => dqn(spec, settings), world(), {
    ...options,
    updatesPerStep: 1e-9,
    signal: controller.signal,
  });
  const { value } = await rounds.next();
  controller.abort(new Error("enough"));
  await expect(rounds.next()).rejects.toThrow("enough");
  value?.learner.dispose();
});
