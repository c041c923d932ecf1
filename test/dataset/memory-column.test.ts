import { expect, test } from "vitest";
import { rawColumn } from "../../src/dataset/memory-column.ts";

test("flat numbers get their width from the number of rows", () => {
  expect(rawColumn("observations", [1, 2, 3, 4, 5, 6], { rows: 3 })).toMatchObject({
    values: Float64Array.of(1, 2, 3, 4, 5, 6),
    width: 2,
  });
});

test("one array a row is flattened, row by row", () => {
  const nested = [[1, 2], Float32Array.of(3, 4)];
  expect(rawColumn("observations", nested, { rows: 2 })).toMatchObject({
    values: Float64Array.of(1, 2, 3, 4),
    width: 2,
  });
});

test("booleans become 0 and 1, and 64-bit integers become numbers", () => {
  expect(rawColumn("terminated", [false, true], { rows: 2 }).values).toEqual(Float64Array.of(0, 1));
  expect(rawColumn("actions", BigInt64Array.of(-1n, 7n), { rows: 2 }).values).toEqual(Float64Array.of(-1, 7));
  expect(rawColumn("actions", BigUint64Array.of(3n), { rows: 1 }).values).toEqual(Float64Array.of(3));
});

test("a Float32Array is copied, since the dataset keeps it", () => {
  const mine = Float32Array.of(1, 2);
  const { values } = rawColumn("rewards", mine, { rows: 2, width: 1 });
  mine[0] = 99;
  expect(values).toEqual(Float32Array.of(1, 2));
});

test("values that do not fill the rows evenly are refused with both counts", () => {
  expect(() => rawColumn("observations", [1, 2, 3, 4], { rows: 3 })).toThrow(
    "observations must have the same number of values in each of the 3 rows of rewards; got 4 values",
  );
  expect(() => rawColumn("truncated", [0, 1], { rows: 3, width: 1 })).toThrow(
    "truncated must have 1 of 3 values in each of the 3 rows of rewards; got 2 values",
  );
});

test("a row of another width is refused by its index", () => {
  expect(() => rawColumn("observations", [[1, 2], [3]], { rows: 2 })).toThrow(
    "observations[1] must have 2 values, as observations[0] has; got 1",
  );
});

test.each([null, "7", undefined, {}])("%s in a plain array is refused, not turned into a number", (value) => {
  const flat = JSON.parse("[0, 0]");
  flat[1] = value;
  expect(() => rawColumn("rewards", flat, { rows: 2 })).toThrow(`rewards[1] must be a number; got ${value}`);
  expect(() => rawColumn("observations", [[0, 0], flat], { rows: 2 })).toThrow(
    `observations[1, 1] must be a number; got ${value}`,
  );
});

test("what is no array is refused with its type", () => {
  const text = JSON.parse('"0, 1"');
  expect(() => rawColumn("rewards", text, { rows: 4 })).toThrow(
    "rewards must be an array of numbers; got string",
  );
});
