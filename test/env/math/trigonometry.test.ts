import { expect, test } from "vitest";
import { cos, sin } from "../../../src/env/math/trigonometry.ts";
import { spread, unitDifference } from "./unit-difference.ts";

test.for([0.3, 0.8, 7, 1000, 823549])(
  "sine and cosine are within 1 unit in the last place of Math's up to %d, at 50,000 angles",
  (bound) => {
    for (const x of spread(-bound, bound, 50_000)) {
      if (unitDifference(sin(x), Math.sin(x)) > 1 || unitDifference(cos(x), Math.cos(x)) > 1)
        expect.fail(`${x}`);
    }
  },
);

test("near multiples of π/2, where whole digits cancel, they are within 1 unit too", () => {
  for (let k = -5000; k <= 5000; k++) {
    const x = (k * 104 + 1) * (Math.PI / 2);
    expect(unitDifference(sin(x), Math.sin(x))).toBeLessThanOrEqual(1);
    expect(unitDifference(cos(x), Math.cos(x))).toBeLessThanOrEqual(1);
  }
});

test("π as a double has the sine 1.2246467991473532e-16, and zeros keep their sign", () => {
  expect(sin(Math.PI)).toBe(1.2246467991473532e-16);
  expect(cos(Math.PI)).toBe(-1);
  expect(sin(0)).toBe(0);
  expect(sin(-0)).toBe(-0);
  expect(cos(0)).toBe(1);
  expect(sin(5e-324)).toBe(5e-324);
});

test.for([823550, -1e300, Infinity, Number.NaN])("the angle %d is refused", (x) => {
  expect(() => sin(x)).toThrow(new RangeError(`sin takes angles from -823549 to 823549 rad; got ${x}`));
  expect(() => cos(x)).toThrow(new RangeError(`cos takes angles from -823549 to 823549 rad; got ${x}`));
});
