import { fill, mul, onesLike, tensor, tensor1d, zerosLike } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf } from "../entries.ts";
import { sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";

await init();

const dtypes = ["float32", "int32", "bool"] as const;
const shapes = [[], [0], [1], [3], [5], [2, 3, 7], [1, 2, 1, 3, 2]];

test.for(dtypes.flatMap((dtype) => shapes.map((shape) => ({ dtype, shape }))))(
  "fill, zerosLike and onesLike of $dtype [$shape]",
  ({ dtype, shape }) => {
    const size = sizeOf(shape);
    const x = tensor(new Array(size).fill(7), shape, dtype);
    for (const [got, value] of [
      [fill(shape, 1, dtype), 1],
      [zerosLike(x), 0],
      [onesLike(x), 1],
    ] as const) {
      expect(got).toMatchObject({ shape, dtype });
      expect(entriesOf(got)).toEqual(new Array(size).fill(value));
    }
  },
);

test("fill takes any float32, NaN and −0 among them, and int32 by its low bits without a fraction", () => {
  for (const value of [Number.NaN, -0, -Infinity, 2 ** -149]) {
    expect(entriesOf(fill([3], value))).toEqual([value, value, value]);
  }
  expect(entriesOf(fill([2], -3.9, "int32"))).toEqual([-3, -3]);
});

test("strings are left to tfjs, which has none", () => {
  expect(() => fill([2], "a")).toThrow("Unknown dtype string");
});

test("they can be replayed", () => {
  for (const constant of [() => fill([2], 3), onesLike]) {
    const x = tensor1d([1, 2]);
    expect(replayProblem(x, [5, 6], () => mul(x, constant(x)))).toBeUndefined();
  }
});
