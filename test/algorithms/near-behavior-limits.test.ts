import { dispose, fill } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { ActorCriticAlgorithm } from "../../src/algorithms/algorithm.ts";
import type { ContinuousBatch } from "../../src/algorithms/batch.ts";
import { deterministicBehaviorCloning } from "../../src/algorithms/deterministic-behavior-cloning.ts";
import { rebrac } from "../../src/algorithms/rebrac.ts";
import { td3 } from "../../src/algorithms/td3.ts";
import { td3Bc } from "../../src/algorithms/td3-bc.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { deviations } from "../tensor/deviations.ts";
import { entriesOf, vectorOf } from "../tensor/entries.ts";
import { contentsOf } from "./contents.ts";
import { continuousLog, drawnBatch } from "./continuous-log.ts";

await init();

const log = continuousLog();
const small = { hiddenSizes: [8], batchSize: 16, policyLearningRate: 1e-2, criticLearningRate: 1e-2 };
const observations = log.observations.slice(0, 60);

test("TD3+BC without weight of the values is behavior cloning without noise, to the bit", () => {
  const { policyLearningRate: learningRate, hiddenSizes, batchSize } = small;
  const own = td3Bc(log.spec, { ...small, valueWeight: 0, policyInterval: 1 });
  const twin = deterministicBehaviorCloning(log.spec, { hiddenSizes, batchSize, learningRate });
  for (let step = 0; step < 50; step++) {
    const batch = drawnBatch(log, own.sampling);
    for (const algorithm of [own, twin]) dispose(algorithm.update(batch));
  }
  const [actions, cloned] = [own, twin].map((algorithm) => algorithm.policy().actBatch(observations));
  expect(actions).toEqual(cloned);
});

test("TD3+BC with a huge weight of the values moves as TD3 does", () => {
  const [own, twin] = [td3Bc(log.spec, { ...small, valueWeight: 1e6 }), td3(log.spec, small)];
  const start = own.policy().actBatch(observations).slice();
  for (let step = 0; step < 20; step++) {
    const batch = drawnBatch(log, own.sampling);
    for (const algorithm of [own, twin]) dispose(algorithm.update(batch));
  }
  const [after, expected] = [own, twin].map((algorithm) => algorithm.policy().actBatch(observations));
  const largest = (from: Float32Array) => Math.max(...after!.map((a, i) => Math.abs(a - from[i]!)));
  expect(largest(start)).toBeGreaterThan(0.05);
  // λ changes from step to step, which Adam sees
  expect(largest(expected!)).toBeLessThan(0.1 * largest(start));
});

test("ReBRAC without its penalties, with one critic as it is, is TD3 to the bit", () => {
  const plain = { ...small, criticCount: 1, criticLayerNorm: false };
  const own = rebrac(log.spec, {
    ...plain,
    actorBehaviorWeight: 0,
    criticBehaviorWeight: 0,
    normalizeValues: false,
  });
  const twin = td3(log.spec, plain);
  for (let step = 0; step < 50; step++) {
    const batch = drawnBatch(log, own.sampling);
    for (const algorithm of [own, twin]) dispose(algorithm.update(batch));
  }
  expect(contentsOf(own.variables)).toEqual(contentsOf(twin.variables));
});

test("ReBRAC refuses a batch without the log's next actions", () => {
  const algorithm = rebrac(log.spec, small);
  const batch = drawnBatch(log, td3(log.spec, small).sampling);
  expect(() => algorithm.update(batch)).toThrow(
    new TypeError("the batch needs nextActions, as the algorithm's sampling says; got none"),
  );
});

const discount = 0.8;
const exact = {
  hiddenSizes: [],
  batchSize: 64,
  criticCount: 1,
  criticLayerNorm: false,
  policyLearningRate: 0.01,
  criticLearningRate: 0.03,
  targetUpdateRate: 0.2,
  targetNoise: 0,
};

/** Q of the log's actions after training on one batch without ends to the fixed point, its rewards being k r + c. */
function fixedPoint(algorithm: ActorCriticAlgorithm, k: number, c: number): number[] {
  const drawn = drawnBatch(log, algorithm.sampling);
  const rewards = entriesOf(drawn.rewards).map((r) => k * r + c);
  const batch: ContinuousBatch = { ...drawn, rewards: vectorOf(rewards), discounts: fill([64], discount) };
  capture(() => algorithm.update(batch)).run(3000);
  const values = algorithm.actionValues(log.observations, Float32Array.from(log.actions));
  algorithm.dispose();
  return [...values];
}

test("TD3+BC, cloning: rewards k r + c give the values k Q + c / (1 − γ)", () => {
  const make = () => td3Bc(log.spec, { ...exact, valueWeight: 0 });
  const values = fixedPoint(make(), 1, 0);
  const expected = values.map((q) => 3 * q + 2 / (1 - discount));
  expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1);
  expect(deviations("Q", fixedPoint(make(), 3, 2), expected, 5e-3)).toEqual([]);
});

test("ReBRAC, cloning: so do rewards k r + c and a penalty k times as heavy, which lowers the values", () => {
  const make = (criticBehaviorWeight: number) =>
    rebrac(log.spec, { ...exact, normalizeValues: false, actorBehaviorWeight: 1e6, criticBehaviorWeight });
  const values = fixedPoint(make(0.5), 1, 0);
  const expected = values.map((q) => 3 * q + 2 / (1 - discount));
  expect(deviations("Q", fixedPoint(make(1.5), 3, 2), expected, 5e-3)).toEqual([]);
  const average = (of: number[]) => total(of) / of.length;
  expect(average(fixedPoint(make(0), 1, 0))).toBeGreaterThan(average(values) + 0.5);
});
