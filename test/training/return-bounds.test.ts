import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { growingLog } from "../../src/dataset/growing-log.ts";
import { mixDatasets } from "../../src/dataset/mix-datasets.ts";
import { scaleRewards } from "../../src/dataset/reward-scaling.ts";
import { type TransitionSource, transitionSource } from "../../src/dataset/transition-source.ts";
import { returnBounds } from "../../src/training/return-bounds.ts";

/** Two episodes, of 3 steps and of 2. */
function log(rewards: readonly number[], lastTerminates = true) {
  return createDataset({
    observations: [0, 1, 2, 3, 4],
    actions: [0, 1, 0, 1, 0],
    rewards,
    terminated: [0, 0, 1, 0, lastTerminates ? 1 : 0],
    truncated: [0, 0, 0, 0, lastTerminates ? 0 : 1],
  });
}

const mixed = log([-1, 0, 2, 1, 0]);

test.for<[name: string, rewards: number[], discount: number, bounds: [number, number] | undefined]>([
  ["[−1, 2] at γ = 0.9: ten times each", [-1, 0, 2, 1, 0], 0.9, [-10, 20]],
  ["rewards above 0: an episode may end at once, and values start at 0", [1, 1, 2, 1, 1], 0.5, [0, 4]],
  ["rewards below 0", [-3, -1, -2, -1, -1], 0.5, [-6, 0]],
  ["γ = 0: one reward", [-1, 0, 2, 1, 0], 0, [-1, 2]],
  ["γ = 1: three steps, as in the longest episode", [-1, 0, 2, 1, 0], 1, [-3, 6]],
  ["no reward at all bounds nothing", [0, 0, 0, 0, 0], 0.9, undefined],
])("%s", ([, rewards, discount, bounds]) => {
  const found = returnBounds(discount, transitionSource(log(rewards)));
  expect(found?.map((bound) => Number(bound.toPrecision(12)))).toEqual(bounds);
});

test("with γ = 1 an episode that was cut may have been longer: there are no bounds", () => {
  expect(returnBounds(1, transitionSource(log([1, 1, 1, 1, 1], false)))).toBeUndefined();
  expect(returnBounds(0.5, transitionSource(log([1, 1, 1, 1, 1], false)))).toEqual([0, 2]);
});

test("rewards that were scaled count in their own units", () => {
  const scaled = scaleRewards(mixed, { multiplier: 10, offset: 0 });
  expect(returnBounds(0.5, transitionSource(scaled))).toEqual([-20, 40]);
});

test("a mixture has what covers its components, and nothing where one does not know", () => {
  const large = log([5, 0, 0, 0, 0]);
  const mixture = (source: TransitionSource) =>
    mixDatasets([
      { source: mixed, ratio: 1 },
      { source, ratio: 1 },
    ]);
  expect(returnBounds(0.5, mixture(transitionSource(large)))).toEqual([-2, 10]);
  expect(returnBounds(1, mixture(transitionSource(large)))).toEqual([-3, 15]);
  const { spec, drawMinibatch } = transitionSource(large);
  expect(returnBounds(0.5, mixture({ spec, drawMinibatch }))).toBeUndefined();
});

test("a log that grows knows its rewards at every time", () => {
  const growing = growingLog(mixed.spec, { capacity: 2 });
  expect(returnBounds(0.5, growing)).toBeUndefined();
  const append = (at: number, reward: number) =>
    growing.append({
      observation: Float32Array.of(at),
      action: 0,
      reward,
      nextObservation: Float32Array.of(at + 1),
      terminated: false,
      truncated: false,
    });
  append(0, 8);
  expect(returnBounds(0.5, growing)).toEqual([0, 16]);
  append(1, -1);
  expect(returnBounds(0.5, growing)).toEqual([-2, 16]);
  append(2, 1);
  expect(returnBounds(0.5, growing)).toEqual([-2, 2]);
  expect(returnBounds(0.5, growingLog(mixed))).toEqual([-2, 4]);
});
