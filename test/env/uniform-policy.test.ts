import { expect, test } from "vitest";
import { uniformPolicy } from "../../src/env/uniform-policy.ts";
import { randomStream } from "../../src/kernels/random.ts";

const state = new Float32Array(1);

test("every component is uniform within its bounds, and the density is 1 / Π (high - low)", () => {
  const bounds = { low: [-2, 0], high: [2, 0.5] };
  const policy = uniformPolicy({ kind: "continuous", size: 2, ...bounds }, randomStream(1, "actions"));
  const draws = Array.from({ length: 10_000 }, () => policy.decide(state));
  expect(new Set(draws.map(({ logProbability }) => logProbability))).toEqual(new Set([-Math.log(2)]));
  bounds.low.forEach((low, i) => {
    const values = draws.map(({ action }) => action[i]!);
    const width = bounds.high[i]! - low;
    expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...values)).toBeLessThanOrEqual(bounds.high[i]!);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    expect(Math.abs(mean - low - width / 2)).toBeLessThan((4 * width) / Math.sqrt(12 * values.length));
  });
});

test("act draws as decide does", () => {
  const make = () =>
    uniformPolicy({ kind: "continuous", size: 1, low: [-1], high: [1] }, randomStream(2, "actions"));
  expect(make().act(state)).toEqual(make().decide(state).action);
});

test.for([
  [-Infinity, 1],
  [0, 0],
  [1, -1],
  [Number.NaN, 1],
] as const)("the bounds [%d, %d] are refused", ([low, high]) => {
  expect(() =>
    uniformPolicy({ kind: "continuous", size: 1, low: [low], high: [high] }, randomStream(1, "actions")),
  ).toThrow(
    new RangeError(`the bounds of component 0 must be finite with low < high; got [${low}, ${high}]`),
  );
});
