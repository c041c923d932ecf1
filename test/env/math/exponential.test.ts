import { expect, test } from "vitest";
import { exp, log } from "../../../src/env/math/exponential.ts";
import { spread, unitDifference } from "./unit-difference.ts";

test.for([
  [-1, 1],
  [-40, 40],
  [-745, 709],
] as const)("exp is within 1 unit in the last place of Math.exp from %d to %d", ([low, high]) => {
  for (const x of spread(low, high, 50_000)) {
    if (unitDifference(exp(x), Math.exp(x)) > 1) expect.fail(`${x}`);
  }
});

test.for([
  [5e-324, 1e-310],
  [1e-307, 1e-300],
  [0.5, 2],
  [1e-5, 1],
  [1, 1e300],
] as const)("log is within 1 unit in the last place of Math.log from %d to %d", ([low, high]) => {
  for (const x of spread(low, high, 50_000)) {
    if (unitDifference(log(x), Math.log(x)) > 1) expect.fail(`${x}`);
  }
});

test.for([0, -0, Infinity, -Infinity, Number.NaN, 5e-324, 2 ** -1022, Number.MAX_VALUE, 710, -746, 800])(
  "exp and log of %d are what Math has",
  (x) => {
    expect(exp(x)).toBe(Math.exp(x));
    expect(log(x)).toBe(Math.log(x));
  },
);
