import { expect, test } from "vitest";
import { bestMixedValue } from "../../src/losses/mixed-value.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

// two critics, two candidates of each of two rows: candidate 0 of rows 0 and 1, then candidate 1
const values = matrixOf([
  [1, 8, 3, 0],
  [5, 4, 3, 4],
]);

test("by hand, ¾ min + ¼ max: rows 0: max(2, 3) = 3 and 1: max(5, 1) = 5, as the values of one critic", () => {
  const best = bestMixedValue(values, 2, 0.75);
  expect(best.shape).toEqual([1, 2]);
  expect(entriesOf(best)).toEqual([3, 5]);
});

test("weight 1 takes the minimum over critics first, weight 0 the maximum", () => {
  expect(entriesOf(bestMixedValue(values, 2, 1))).toEqual([3, 4]);
  expect(entriesOf(bestMixedValue(values, 2, 0))).toEqual([5, 8]);
});

test("a NaN of any critic stays", () => {
  expect(
    entriesOf(
      bestMixedValue(
        matrixOf([
          [Number.NaN, 1],
          [2, 1],
        ]),
        2,
        0.5,
      ),
    ),
  ).toEqual([Number.NaN]);
});
