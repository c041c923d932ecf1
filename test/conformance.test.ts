import { expect, test } from "vitest";
import { mismatches } from "./conformance.ts";
import { ulp } from "./ulp.ts";

test("an error within the sum of the entries passes, one beyond it is reported in full", () => {
  const tolerance = { relative: 0.01, absolute: 0.1, absolutePerScale: 0.001 };
  const sizes = { Scale: [100, 100] };
  // 0.01 · 10 + 0.1 + 0.001 · 100 = 0.3
  expect(mismatches("case", [10.25, 9.75], [10, 10], tolerance, sizes)).toEqual([]);
  expect(mismatches("case", [10.25, 9.5], [[10], [10]], tolerance, sizes)).toEqual([
    "case, entry 1: expected 10, got 9.5, allowed ±0.30000000000000004",
  ]);
});

test.for([
  [Number.NaN, 1],
  [1, Number.NaN],
  [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  [Number.POSITIVE_INFINITY, 3e38],
  [3e38, 1e39], // 1e39 rounds to Infinity in float32
] as const)("%d is not accepted for %d, whatever the tolerance: their classes differ", ([got, expected]) => {
  expect(mismatches("case", [got], [expected], { absolute: 1e300 })).toHaveLength(1);
});

test.for([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  "%d is accepted for itself",
  (x) => {
    expect(mismatches("case", [x], [x], { ulp: 1 })).toEqual([]);
  },
);

test("null is not asserted, a missing value is reported", () => {
  expect(mismatches("case", [7, 1], [null, 1], {})).toEqual([]);
  expect(mismatches("case", [1], [null, 1], {})).toEqual(["case: 2 values expected, got 1"]);
});

test("an unknown entry, or one whose size is not given, is an error", () => {
  expect(() => mismatches("case", [1], [1], { typo: 1 })).toThrow(
    "no meaning is known for the tolerance entry typo",
  );
  expect(() => mismatches("case", [1], [1], { absolutePerScale: 1 })).toThrow(
    "the tolerance asks for Scale, which is not given",
  );
});

test.for([
  [1, 2 ** -23],
  [-1.999, 2 ** -23],
  [2, 2 ** -22],
  [2 ** -126, 2 ** -149],
  [2 ** -140, 2 ** -149],
  [0, 2 ** -149],
  [1e308, 2 ** (1023 - 23)],
] as const)("the unit in the last place of %d is %d", ([x, unit]) => {
  expect(ulp(x)).toBe(unit);
});
