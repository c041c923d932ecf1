import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { discountedReturns } from "../../src/dataset/discounted-returns.ts";
import { episodeReturns } from "../../src/dataset/statistics.ts";
import { mismatches } from "../conformance.ts";
import fc from "../fast-check.ts";
import { returnLog, returnVectors } from "./returns-vectors.ts";
import { shuffledLog } from "./shuffled-log.ts";

test("by hand: 1 + ½·(2 + ½·4) = 3, and nothing passes the end of an episode", () => {
  const dataset = createDataset({
    observations: [0, 1, 2, 0, 1],
    actions: [0, 0, 1, 1, 0],
    rewards: [1, 2, 4, 10, 20],
    terminated: [0, 0, 1, 0, 0],
    truncated: [0, 0, 0, 0, 1],
  });
  expect(discountedReturns(dataset, 0.5)).toEqual(Float64Array.of(3, 4, 4, 20, 20));
  expect(discountedReturns(dataset, 0)).toEqual(Float64Array.of(1, 2, 4, 10, 20));
  expect(() => discountedReturns(dataset, -0.5)).toThrow("discount must lie in [0, 1]; got -0.5");
});

test.for(returnVectors.cases)("golden vectors: $name", (each) => {
  const returns = discountedReturns(returnLog(each), each.input.discount);
  const { float64Inside } = returnVectors.tolerance;
  expect(mismatches("return", returns, each.returnToGo, float64Inside, { Scale: each.scale })).toEqual([]);
});

test("sums that cancel are exact where float64 alone is not: 2³⁰ + 2⁻³⁰ − 2³⁰, a thousand times", () => {
  const [large, small] = [2 ** 30, 2 ** -30];
  const rewards = Array.from({ length: 1000 }, () => [large, small, -large]).flat();
  const dataset = createDataset({
    observations: rewards.map((_, row) => row),
    actions: rewards.map(() => 0),
    rewards,
    terminated: rewards.map((_, row) => row === rewards.length - 1),
  });
  expect(discountedReturns(dataset, 1)[0]).toBe(1000 * small);
});

test("the first row of an episode has the return of the episode", () => {
  const reward = fc.float({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 });
  const steps = fc.array(fc.tuple(reward, fc.constantFrom(0, 0, 1, 2)), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(steps, fc.constantFrom(0, 0.5, 0.99, 1), (log, discount) => {
      const dataset = createDataset({
        observations: log.map((_, row) => row),
        actions: log.map(() => 0),
        rewards: log.map(([value]) => value),
        terminated: log.map(([, kind]) => kind === 1),
        truncated: log.map(([, kind]) => kind === 2),
      });
      const returns = discountedReturns(dataset, discount);
      const expected = episodeReturns(dataset, discount);
      dataset.episodes.forEach(({ start }, i) => {
        expect(returns[start]).toBeCloseTo(expected[i]!, 9);
      });
    }),
  );
});

test("rows that are not in time order have no returns", () => {
  expect(() => discountedReturns(shuffledLog(), 1)).toThrow(
    new DatasetError("discounted returns need episodes; got none: the rows are not in time order"),
  );
});
