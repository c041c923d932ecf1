import { expect, test } from "vitest";
import { choleskyPivots, leastSquares, predictions } from "../../../src/dataset/doctor/least-squares.ts";
import { logisticRegression } from "../../../src/dataset/doctor/logistic-regression.ts";

const line = { values: Float64Array.of(1, 0, 1, 1, 1, 2), rows: 3, width: 2 };

test("the line through points is found, and the best one where they are on none", () => {
  const exact = leastSquares(line, Float64Array.of(1, 3, 5));
  expect(exact[0]).toBeCloseTo(1, 6);
  expect(exact[1]).toBeCloseTo(2, 6);
  const best = leastSquares(line, Float64Array.of(0, 3, 0));
  expect(best[0]).toBeCloseTo(1, 6);
  expect(best[1]).toBeCloseTo(0, 6);
  expect([...predictions(line, Float64Array.of(1, 2))]).toEqual([1, 3, 5]);
});

test("a column that repeats another one gets a finite weight", () => {
  const twice = { values: Float64Array.of(1, 1, 2, 2, 3, 3), rows: 3, width: 2 };
  const weights = leastSquares(twice, Float64Array.of(2, 4, 6));
  expect(weights[0]! + weights[1]!).toBeCloseTo(2, 6);
});

test("pivots are what the columns before leave unexplained", () => {
  const matrix = Float64Array.of(4, 0, 2, 5);
  expect([...choleskyPivots(matrix, 2)]).toEqual([4, 4]);
  expect([...matrix]).toEqual([2, 0, 1, 2]);
});

test("log-odds of a share of labels are found", () => {
  const ones = { values: new Float64Array(4).fill(1), rows: 4, width: 1 };
  expect(logisticRegression(ones, Float64Array.of(1, 1, 1, 0))[0]).toBeCloseTo(Math.log(3), 3);
});

test("a boundary between labels that can be separated puts each on its side", () => {
  const weights = logisticRegression(
    { values: Float64Array.of(1, -2, 1, -1, 1, 1, 1, 3), rows: 4, width: 2 },
    Float64Array.of(0, 0, 1, 1),
  );
  expect(weights[1]).toBeGreaterThan(1);
  expect(Math.abs(weights[0]! / weights[1]!)).toBeLessThan(1);
});
