import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { episodeReturns, sampleStatistics, summarizeDataset } from "../../src/dataset/statistics.ts";

const dataset = createDataset({
  observations: [0, 1, 2, 0, 1],
  actions: [0, 0, 1, 1, 0],
  rewards: [1, 2, 4, 10, 20],
  terminated: [0, 0, 1, 0, 0],
  truncated: [0, 0, 0, 0, 1],
});

test("returns are sums of rewards over each episode", () => {
  expect(episodeReturns(dataset)).toEqual(Float64Array.of(7, 30));
});

test("discounted returns weight the reward of step t by γᵗ from the start of the episode", () => {
  expect(episodeReturns(dataset, 0.5)).toEqual(Float64Array.of(1 + 1 + 1, 10 + 10));
  expect(episodeReturns(dataset, 0)).toEqual(Float64Array.of(1, 10));
});

test("sums are taken in float64: a million rewards of 0.1 add up within 1e-9 relative", () => {
  const rows = 1_000_000;
  const long = createDataset({
    observations: new Float32Array(rows),
    actions: new Int32Array(rows),
    rewards: new Float32Array(rows).fill(0.1),
    terminated: new Uint8Array(rows).fill(1, rows - 1),
    truncated: new Uint8Array(rows),
  });
  const expected = rows * Math.fround(0.1);
  expect(Math.abs(episodeReturns(long)[0]! / expected - 1)).toBeLessThan(1e-9);
});

test("the standard deviation has the divisor n - 1", () => {
  expect(sampleStatistics(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toEqual({
    mean: 5,
    sd: Math.sqrt(32 / 7),
  });
});

test("a large offset does not spoil the standard deviation", () => {
  expect(sampleStatistics(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3))).toEqual({ mean: 1e9 + 2, sd: 1 });
});

test("the mean of nothing and the deviation of one value are NaN", () => {
  expect(sampleStatistics(new Float64Array(0))).toEqual({ mean: Number.NaN, sd: Number.NaN });
  expect(sampleStatistics(Float64Array.of(3))).toEqual({ mean: 3, sd: Number.NaN });
});

test("a summary has the size of the dataset and the statistics of its returns", () => {
  expect(summarizeDataset(dataset, { discount: 0.5 })).toEqual({
    rows: 5,
    transitions: 4,
    episodes: 2,
    returnMean: 18.5,
    returnSd: Math.sqrt(2) * 11.5,
    discountedReturnMean: 11.5,
  });
});

test("a discount outside [0, 1] is refused", () => {
  expect(() => episodeReturns(dataset, 1.5)).toThrow("discount must lie in [0, 1]; got 1.5");
});
