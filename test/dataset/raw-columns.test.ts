import { expect, test } from "vitest";
import { finiteColumn, type RawValues, wholeColumnNaming } from "../../src/dataset/raw-columns.ts";
import { rawLog } from "./raw-log.ts";

function observationsOf(values: RawValues, width: number): Float32Array {
  const column = { values, width, integer: false };
  return finiteColumn(rawLog(), "observations", column);
}

test("a whole column names a value by the column's name, the row and the component", () => {
  const naming = wholeColumnNaming({ truncated: "timeouts" });
  expect(naming.value("truncated", 10)).toBe("timeouts[10]");
  expect(naming.value("observations", 42, 1)).toBe("observations[42, 1]");
  expect(naming.column("truncated")).toBe("timeouts");
});

test("a Float32Array is taken over and other numbers are rounded to float32", () => {
  const own = Float32Array.of(1, 2);
  expect(observationsOf(own, 1)).toBe(own);
  expect(observationsOf([0.1, 2], 1)).toEqual(Float32Array.of(0.1, 2));
  expect(observationsOf(Int32Array.of(-7, 8), 1)).toEqual(Float32Array.of(-7, 8));
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  "the first value that is %d is refused with its row and component",
  (value) => {
    expect(() => observationsOf([0, 0, 0, value, value, 0], 2)).toThrow(
      `observations[1, 1] must be finite; got ${value}`,
    );
  },
);

test("a value beyond the range of float32 is refused with the value that was given", () => {
  expect(() => observationsOf([1, 1e300], 1)).toThrow(
    "observations[1, 0] must be finite in float32; got 1e+300",
  );
});

test("a reward is named without a component", () => {
  const rewards = { values: [0, Number.NaN], width: 1, integer: false };
  expect(() => finiteColumn(rawLog(), "rewards", rewards)).toThrow("rewards[1] must be finite; got NaN");
});

test("a column without values in its rows is refused", () => {
  expect(() => observationsOf([], 0)).toThrow("observations must have at least one value a row; got 0");
});
