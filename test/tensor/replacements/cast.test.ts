import { cast, memory, tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf } from "../entries.ts";
import { sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";

await init();

const { NaN: nan, POSITIVE_INFINITY: infinite } = Number;
const of = {
  float32: (x: number) => x,
  int32: Math.trunc,
  bool: (x: number) => (x === 0 ? 0 : 1),
};
const dtypes = ["float32", "int32", "bool"] as const;
const shapes = [[], [0], [1], [3], [2, 3], [3, 0, 2], [2, 1, 3, 2], [1, 2, 3, 1, 7]];

test.for(dtypes.flatMap((from) => dtypes.flatMap((to) => shapes.map((shape) => ({ from, to, shape })))))(
  "cast of the shape [$shape] from $from to $to",
  ({ from, to, shape }) => {
    const stream = randomStream(0, `${from} ${to} ${shape}`);
    const entries = Array.from({ length: sizeOf(shape) }, () => (stream.integer(20) - 10) / 4);
    const x = tensor(entries.map(of[from]), shape, from);
    const got = cast(x, to);
    expect(got).toMatchObject({ shape, dtype: to });
    expect(entriesOf(got)).toEqual(entriesOf(x).map((entry) => of[to](entry) + 0));
  },
);

test("float32 to int32 truncates towards 0, stops at the ends of int32, and makes 0 of a NaN", () => {
  const x = tensor1d([1.9, -1.9, -0.5, nan, infinite, -infinite, 3e9, -3e9, 2 ** 31]);
  const [most, least] = [2 ** 31 - 1, -(2 ** 31)];
  expect(entriesOf(cast(x, "int32"))).toEqual([1, -1, 0, 0, most, least, most, least, most]);
});

test("a NaN and the smallest number are true, ±0 is false", () => {
  expect(entriesOf(cast(tensor1d([nan, 2 ** -149, -infinite, 0, -0]), "bool"))).toEqual([1, 1, 1, 0, 0]);
});

test("int32 to float32 rounds to the nearest even", () => {
  expect(entriesOf(cast(tensor1d([2 ** 24 + 1, 2 ** 24 + 3, -(2 ** 31)], "int32"), "float32"))).toEqual([
    2 ** 24,
    2 ** 24 + 4,
    -(2 ** 31),
  ]);
});

test("a cast to its own type is the same values in data that outlive the argument", () => {
  const x = tensor1d([1, nan, -0]);
  const same = cast(x, "float32");
  x.dispose();
  expect(entriesOf(same)).toEqual([1, nan, -0]);
  same.dispose();
  const before = memory();
  tidy(() => void cast(cast(tensor1d([1, 2]), "int32"), "bool"));
  expect(memory()).toEqual(before);
});

test.for(["int32", "bool"] as const)("a cast to %s and back can be replayed", (dtype) => {
  const x = tensor1d([0, 1.5, 2.5]);
  expect(replayProblem(x, [3.5, 0, nan], () => cast(cast(x, dtype), "float32"))).toBeUndefined();
});
