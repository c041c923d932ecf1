import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { rewardMultiplier, scaleRewards } from "../../src/dataset/reward-scaling.ts";
import fc from "../fast-check.ts";
import { columns, threeEpisodes } from "./three-episodes.ts";

const dataset = threeEpisodes();

test("by hand: ½ r − 1; everything else stays", () => {
  const scaled = scaleRewards(dataset, { multiplier: 0.5, offset: -1 });
  expect(scaled).toEqual({
    ...dataset,
    rewards: Float32Array.of(-0.5, 0, 1, 3, 7, 15),
    spec: { ...dataset.spec, rewardScaling: { multiplier: 0.5, offset: -1 } },
  });
  expect(dataset.rewards).toEqual(Float32Array.from(columns.rewards));
});

test("a multiplier alone, and an offset alone", () => {
  expect(scaleRewards(dataset, { multiplier: 10 }).spec.rewardScaling).toEqual({ multiplier: 10, offset: 0 });
  expect(scaleRewards(dataset, { offset: -1 }).spec.rewardScaling).toEqual({ multiplier: 1, offset: -1 });
});

test("two scalings are one: 3 (2 r + 1) − 4 = 6 r − 1", () => {
  const twice = scaleRewards(scaleRewards(dataset, { multiplier: 2, offset: 1 }), {
    multiplier: 3,
    offset: -4,
  });
  expect(twice).toEqual(scaleRewards(dataset, { multiplier: 6, offset: -1 }));
});

test("rewards are those of the log under the scaling that the spec states, however it came about", () => {
  const number = fc.integer({ min: -8, max: 8 });
  const scaling = fc.record({ multiplier: number.filter((value) => value !== 0), offset: number });
  fc.assert(
    fc.property(fc.array(scaling, { minLength: 1, maxLength: 4 }), (scalings) => {
      const { rewards, spec } = scalings.reduce(scaleRewards, dataset);
      const { multiplier, offset } = spec.rewardScaling ?? { multiplier: 1, offset: 0 };
      expect(rewards).toEqual(dataset.rewards.map((reward) => multiplier * reward + offset));
    }),
  );
});

test.for([
  { given: { multiplier: 0 }, message: "multiplier must be a finite number other than 0; got 0" },
  { given: { multiplier: Number.NaN }, message: "multiplier must be a finite number other than 0; got NaN" },
  { given: { offset: Infinity }, message: "offset must be a finite number; got Infinity" },
  {
    given: { multiplier: 1e38 },
    message: "rewards[2] must be finite in float32 when scaled; got 1e+38 · 4 + 0",
  },
  { given: { scale: 2 }, message: 'unknown option "scale"; known options: multiplier, offset' },
])("$message", ({ given, message }) => {
  expect(() => scaleRewards(dataset, given)).toThrow(new DatasetError(message));
});

test("by the standard deviation: rewards 1, 3 have √2; by the range of returns: 1000 / (56 − 3)", () => {
  const pair = createDataset({ observations: [0, 1], actions: [0, 0], rewards: [1, 3], terminated: [0, 1] });
  expect(rewardMultiplier(pair, "standardDeviation")).toBe(1 / Math.SQRT2);
  expect(rewardMultiplier(dataset, "returnRange")).toBe(1000 / 53);
});

test("the multiplier makes what it was taken from 1, or 1000", () => {
  const scaledBy = (scale: "standardDeviation" | "returnRange") =>
    scaleRewards(dataset, { multiplier: rewardMultiplier(dataset, scale) });
  expect(rewardMultiplier(scaledBy("standardDeviation"), "standardDeviation")).toBeCloseTo(1, 6);
  expect(rewardMultiplier(scaledBy("returnRange"), "returnRange")).toBeCloseTo(1, 6);
});

test("rewards or returns that are all alike give no scale", () => {
  const same = createDataset({ ...columns, rewards: columns.rewards.map(() => 1) });
  expect(() => rewardMultiplier(same, "standardDeviation")).toThrow(
    new DatasetError("the standardDeviation of the rewards must be positive to scale by it; got 0"),
  );
  const single = createDataset({ observations: [0], actions: [0], rewards: [1], terminated: [1] });
  expect(() => rewardMultiplier(single, "standardDeviation")).toThrow("got NaN");
  expect(() => rewardMultiplier(single, "returnRange")).toThrow("got 0");
  expect(() => rewardMultiplier(single, JSON.parse('"range"'))).toThrow(
    new DatasetError("a scale of rewards must be standardDeviation or returnRange; got range"),
  );
});

test("scalings that cancel leave the log's own units", () => {
  const back = scaleRewards(scaleRewards(dataset, { multiplier: 4, offset: 2 }), {
    multiplier: 0.25,
    offset: -0.5,
  });
  expect(back).toEqual(dataset);
  expect(back.spec).not.toHaveProperty("rewardScaling");
});
