import { fill, memory, scalar, tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { checkFinite, NonFiniteError } from "../../src/tensor/finite.ts";
import { init } from "../../src/tensor/init.ts";
import fc from "../fast-check.ts";

await init();

const { NaN: nan, POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: minus } = Number;

test.for([
  { entry: nan, text: "NaN" },
  { entry: infinity, text: "Infinity" },
  { entry: minus, text: "-Infinity" },
])("$text is named with its tensor, place, shape and step", ({ entry, text }) => {
  const x = tensor([1, 2, 3, 4, entry, nan], [2, 3]);
  expect(() => checkFinite("the gradient", x, 7)).toThrow(
    new NonFiniteError(`the gradient must be finite; got ${text} at entry 4 of [2,3] in training step 7`),
  );
});

test("a scalar has no place", () => {
  expect(() => checkFinite("the loss", scalar(nan), 1)).toThrow(
    new NonFiniteError("the loss must be finite; got NaN in training step 1"),
  );
});

test("the error can be told from others by its class and name", () => {
  let error: unknown;
  try {
    checkFinite("x", scalar(nan), 1);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(NonFiniteError);
  expect(error).toMatchObject({ name: "NonFiniteError" });
});

test("the largest, the smallest and no numbers at all are finite", () => {
  const largest = 3.4028234663852886e38;
  expect(() => checkFinite("x", fill([1000], largest), 1)).not.toThrow();
  expect(() => checkFinite("x", tensor1d([-largest, 1e-45, -0, 0]), 1)).not.toThrow();
  expect(() => checkFinite("x", zeros([0, 3]), 1)).not.toThrow();
});

test("the first such entry is found at any place of any size up to 100, and no tensor is made", () => {
  const before = memory();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(99), fc.nat(99), (size, first, second) => {
      const [place, later] = [first % size, second % size];
      const x = tensor1d(
        new Float32Array(size)
          .fill(1)
          .fill(nan, place, place + 1)
          .fill(minus, later, later + 1),
      );
      const expected = Math.min(place, later);
      expect(() => checkFinite("x", x, 1)).toThrow(`at entry ${expected} of [${size}]`);
      x.dispose();
    }),
    { seed: 3 },
  );
  expect(memory()).toEqual(before);
});

test("int32 is refused by name", () => {
  expect(() => checkFinite("the count", zeros([1], "int32"), 1)).toThrow(
    new TypeError("the count must be float32; got int32"),
  );
});
