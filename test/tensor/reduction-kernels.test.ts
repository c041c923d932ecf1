import { fill, mean, ones, sum, type Tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { deviations } from "./deviations.ts";
import { array } from "./draw.ts";
import { entriesOf, shapedOf } from "./entries.ts";
import { axisSets, reduce } from "./reference/reduce.ts";

await init();

interface Reduction {
  name: string;
  op(x: Tensor, axes?: number[], keepDims?: boolean): Tensor;
  of(entries: readonly number[]): number;
}

const reductions: Reduction[] = [
  { name: "sum", op: sum, of: total },
  { name: "mean", op: mean, of: (entries) => total(entries) / entries.length },
];
const flags = [false, true];
const shape = [3, 2, 5, 4];
const combinations = reductions.flatMap((each) =>
  axisSets(4).flatMap((axes) =>
    flags.flatMap((keepDims) => flags.map((isNegative) => ({ ...each, axes, keepDims, isNegative }))),
  ),
);

test.for(combinations)(
  "$name of a rank-4 tensor over the axes [$axes], keepDims $keepDims, counted from the right $isNegative: within 2e-6 of float64",
  ({ op, of, axes, keepDims, isNegative }) => {
    const x = array(randomStream(0, "rank 4"), shape);
    const expected = reduce(of, shapedOf(x), axes);
    const got = op(x, isNegative ? axes.map((axis) => axis - 4) : axes, keepDims);
    const kept = keepDims ? expected.shape : shape.filter((_, axis) => !axes.includes(axis));
    expect(got.shape).toEqual(kept);
    expect(deviations("reduction", entriesOf(got), expected.entries, 2e-6)).toEqual([]);
  },
);

test.for(reductions)("without axes $name is over all entries, of a scalar too", ({ op, of }) => {
  const x = array(randomStream(0, "all"), [2, 3, 5]);
  expect(deviations("reduction", entriesOf(op(x)), [of(entriesOf(x))], 2e-6)).toEqual([]);
  const scalar = array(randomStream(0, "scalar"), []);
  expect(entriesOf(op(scalar))).toEqual(entriesOf(scalar));
});

test.for([
  [1, 1],
  [3, 1],
  [1, 3],
  [257, 5],
  [5, 257],
] as const)("both axes of [%d, %d], one after the other and at once, give the same within 2e-6", (sizes) => {
  const x = array(randomStream(0, `${sizes}`), [...sizes]);
  const expected = [total(entriesOf(x))];
  for (const got of [sum(x), sum(sum(x, 0)), sum(sum(x, 1)), sum(x, [1, 0])]) {
    expect(deviations("sum", entriesOf(got), expected, 4e-6)).toEqual([]);
  }
});

test("a sum and a mean of a million numbers keep six digits, over rows and over columns", () => {
  const x = fill([1000, 1000], 0.1);
  const exact = Math.fround(0.1);
  for (const got of [sum(x), sum(sum(x, 0))]) {
    expect(deviations("sum", entriesOf(got), [exact * 1e6], 1e-6)).toEqual([]);
  }
  expect(deviations("mean", entriesOf(mean(x)), [exact], 1e-6)).toEqual([]);
});

test("a sum of int32 or bool is left to tfjs: int32 and exact", () => {
  const integers = sum(tensor1d([2 ** 30, 3, -2], "int32"));
  expect(integers.dtype).toBe("int32");
  expect(entriesOf(integers)).toEqual([2 ** 30 + 1]);
  const truths = sum(tensor1d([1, 0, 1, 1], "bool"));
  expect(truths.dtype).toBe("int32");
  expect(entriesOf(truths)).toEqual([3]);
});

test("a mean of int32 is float32", () => {
  const got = mean(tensor1d([1, 2], "int32"));
  expect(got.dtype).toBe("float32");
  expect(entriesOf(got)).toEqual([1.5]);
});

test("a sum of no entries is 0, and of no rows has no entries", () => {
  expect(entriesOf(sum(zeros([0])))).toEqual([0]);
  expect(entriesOf(sum(zeros([0, 3]), 0))).toEqual([0, 0, 0]);
  expect(sum(ones([0, 3]), 1).shape).toEqual([0]);
});
