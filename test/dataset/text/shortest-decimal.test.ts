import { expect, test } from "vitest";
import { shortestDecimal } from "../../../src/dataset/text/shortest-decimal.ts";
import fc from "../../fast-check.ts";

test.each([
  [0, "0"],
  [-0, "-0"],
  [1, "1"],
  [0.1, "0.1"],
  [1 / 3, "0.33333334"],
  [16777216, "16777216"],
  [1e-45, "1e-45"],
  [3.4028234663852886e38, "3.4028235e+38"],
])("%d as float32 is %s", (value, text) => {
  expect(shortestDecimal(Math.fround(value))).toBe(text);
});

test("every float32 comes back, by no more digits than it needs", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = shortestDecimal(value);
      expect(Object.is(Math.fround(Number(text)), value)).toBe(true);
      const digits = text
        .replace(/e.*/, "")
        .replace(/\D/g, "")
        .replace(/^0+|0+$/g, "").length;
      if (digits > 1) expect(Math.fround(Number(value.toPrecision(digits - 1)))).not.toBe(value);
    }),
    { numRuns: 2000 },
  );
});
