import { expect, test } from "vitest";
import {
  checkFraction,
  checkLength,
  checkNotNegative,
  checkPositive,
  checkSize,
  rowsOf,
} from "../../src/kernels/shape.ts";

test.for([1, 2, 1000])("size %d passes", (size) => {
  expect(() => checkSize("columns", size)).not.toThrow();
});

test.for([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("size %d is refused", (size) => {
  expect(() => checkSize("columns", size)).toThrow(
    new RangeError(`columns must be an integer of at least 1; got ${size}`),
  );
});

test("rowsOf divides the length by the columns, and refuses a remainder", () => {
  expect(rowsOf("x", new Float32Array(12), "columns", 4)).toBe(3);
  expect(rowsOf("x", new Float32Array(0), "columns", 4)).toBe(0);
  expect(() => rowsOf("x", new Float32Array(12), "columns", 5)).toThrow(
    new RangeError("x.length must be a multiple of columns = 5; got 12"),
  );
  expect(() => rowsOf("x", new Float32Array(12), "columns", 0)).toThrow(
    new RangeError("columns must be an integer of at least 1; got 0"),
  );
});

test("checkLength names the first array of another length", () => {
  const [two, three] = [new Float32Array(2), new Float32Array(3)];
  expect(() => checkLength(2, { first: two, second: two })).not.toThrow();
  expect(() => checkLength(2, { first: two, second: three })).toThrow(
    new RangeError("second.length must be 2; got 3"),
  );
});

test("checkPositive takes the positive normal float32 range and nothing else", () => {
  for (const value of [2 ** -126, 1, 3.4e38]) {
    expect(() => checkPositive("temperature", value)).not.toThrow();
  }
  for (const value of [0, -0, -1, 2 ** -127, 3.4028236e38, 2 ** 128, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => checkPositive("temperature", value)).toThrow(
      new RangeError(`temperature must be a positive number that float32 can hold; got ${value}`),
    );
  }
});

test("checkNotNegative takes 0 and positive finite numbers, checkFraction 0 … 1", () => {
  for (const value of [0, 0.5, 1]) {
    expect(() => checkNotNegative("temperature", value)).not.toThrow();
    expect(() => checkFraction("rate", value)).not.toThrow();
  }
  for (const value of [-0.1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => checkNotNegative("temperature", value)).toThrow(
      new RangeError(`temperature must be 0 or a positive number; got ${value}`),
    );
    expect(() => checkFraction("rate", value)).toThrow(
      new RangeError(`rate must lie in [0, 1]; got ${value}`),
    );
  }
  expect(() => checkFraction("rate", 1.1)).toThrow(new RangeError("rate must lie in [0, 1]; got 1.1"));
});

test("a text from JavaScript is not a number, and is shown in quotes; null is not one either", () => {
  const [text, nothing] = JSON.parse('["1", null]');
  expect(() => checkSize("columns", text)).toThrow('columns must be an integer of at least 1; got "1"');
  expect(() => checkPositive("temperature", text)).toThrow(
    'temperature must be a positive number that float32 can hold; got "1"',
  );
  expect(() => checkNotNegative("temperature", text)).toThrow(
    'temperature must be 0 or a positive number; got "1"',
  );
  expect(() => checkNotNegative("temperature", nothing)).toThrow(
    "temperature must be 0 or a positive number; got null",
  );
  expect(() => checkFraction("rate", text)).toThrow('rate must lie in [0, 1]; got "1"');
});
