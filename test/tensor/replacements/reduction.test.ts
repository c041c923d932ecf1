import {
  all,
  any,
  fill,
  max,
  mean,
  min,
  ones,
  prod,
  sum,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { total } from "../../kernels/reference/total.ts";
import { deviations } from "../deviations.ts";
import { array } from "../draw.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { axisSets, reduce } from "../reference/reduce.ts";
import { sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { specialPairs } from "../special-numbers.ts";

await init();

interface Reduction {
  name: string;
  op(x: Tensor, axes?: number | number[], keepDims?: boolean): Tensor;
  of(entries: readonly number[]): number;
}

const product = (entries: readonly number[]): number => entries.reduce((all, x) => all * x, 1);
const extrema: Reduction[] = [
  { name: "max", op: max, of: (entries) => Math.max(...entries) },
  { name: "min", op: min, of: (entries) => Math.min(...entries) },
];
const reductions: Reduction[] = [
  { name: "sum", op: sum, of: total },
  { name: "mean", op: mean, of: (entries) => total(entries) / entries.length },
  { name: "prod", op: prod, of: product },
  ...extrema,
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

test("a sum of int32 or bool is int32 and exact", () => {
  const integers = sum(tensor1d([2 ** 30, 3, -2], "int32"));
  expect(integers.dtype).toBe("int32");
  expect(entriesOf(integers)).toEqual([2 ** 30 + 1]);
  const truths = sum(tensor1d([1, 0, 1, 1], "bool"));
  expect(truths.dtype).toBe("int32");
  expect(entriesOf(truths)).toEqual([3]);
});

test("a mean of int32 or bool is float32", () => {
  const got = mean(tensor1d([1, 2], "int32"));
  expect(got.dtype).toBe("float32");
  expect(entriesOf(got)).toEqual([1.5]);
  const share = mean(tensor1d([1, 0, 1, 1], "bool"));
  expect(share.dtype).toBe("float32");
  expect(entriesOf(share)).toEqual([0.75]);
});

const wrapped = (entries: readonly number[]): number => entries.reduce(Math.imul, 1);
const sets = axisSets(4);

test.for([
  { name: "sum", op: sum, of: (entries: readonly number[]) => total(entries) | 0 },
  { name: "prod", op: prod, of: wrapped },
  ...extrema,
])("$name of int32 over any axes is exact, modulo 2^32", ({ op, of }) => {
  const stream = randomStream(0, "integers");
  const entries = Array.from({ length: sizeOf(shape) }, () => stream.bits() | 0);
  const x = tensor(entries, shape, "int32");
  for (const axes of sets) {
    const got = op(x, axes, true);
    const expected = reduce(of, { shape, entries }, axes);
    expect(got).toMatchObject({ shape: expected.shape, dtype: "int32" });
    expect(entriesOf(got)).toEqual(expected.entries);
  }
});

test("a mean of int32 over any axes is right within 1e-6, also of numbers that float32 does not hold", () => {
  const stream = randomStream(0, "integers");
  const entries = Array.from({ length: sizeOf(shape) }, () => stream.bits() | 0);
  const x = tensor(entries, shape, "int32");
  for (const axes of sets) {
    const expected = reduce((all) => total(all) / all.length, { shape, entries }, axes);
    expect(deviations("mean", entriesOf(mean(x, axes)), expected.entries, 1e-6)).toEqual([]);
  }
  expect(entriesOf(mean(tensor1d([2 ** 24 + 1, -(2 ** 24)], "int32")))).toEqual([0.5]);
});

test.for([
  { name: "any", op: any, of: (entries: readonly number[]) => Number(entries.some(Boolean)) },
  { name: "all", op: all, of: (entries: readonly number[]) => Number(entries.every(Boolean)) },
])("$name over any axes, of no entries too", ({ name, op, of }) => {
  const stream = randomStream(0, name);
  for (const share of [1, 2, 8, 9]) {
    const entries = Array.from({ length: sizeOf(shape) }, () => Number(stream.integer(10) < share));
    const x = tensor(entries, shape, "bool");
    for (const axes of sets) {
      const got = op(x, axes, true);
      const expected = reduce(of, { shape, entries }, axes);
      expect(got).toMatchObject({ shape: expected.shape, dtype: "bool" });
      expect(entriesOf(got)).toEqual(expected.entries);
    }
  }
  expect(entriesOf(op(zeros([0, 2], "bool"), 0))).toEqual([of([]), of([])]);
});

test.for(extrema)("$name of every pair of special numbers: a NaN stays, −0 < 0", ({ op, of }) => {
  const [a, b] = specialPairs;
  const columns = tensor2d([...a, ...b], [2, a.length]);
  const expected = a.map((x, i) => of([x, b[i]!]));
  expect(entriesOf(op(columns, 0))).toEqual(expected);
  expect(entriesOf(op(transpose(columns), 1))).toEqual(expected);
});

test("a product goes through numbers that float32 does not hold", () => {
  expect(entriesOf(prod(tensor1d([1e30, 1e30, 1e-30, 1e-30])))[0]).toBeCloseTo(1, 6);
});

test("extrema of no entries are infinite, and a product 1", () => {
  expect(entriesOf(max(zeros([0, 2]), 0))).toEqual([-Infinity, -Infinity]);
  expect(entriesOf(min(zeros([0])))).toEqual([Infinity]);
  expect(entriesOf(prod(zeros([2, 0]), 1))).toEqual([1, 1]);
  expect(max(zeros([2, 0]), 0).shape).toEqual([0]);
});

test.for(reductions)(
  "a captured $name over axes that are not neighbours computes anew from new inputs",
  ({ op }) => {
    const x = array(randomStream(0, "captured"), shape);
    const entries = entriesOf(array(randomStream(1, "captured"), shape));
    expect(replayProblem(x, entries, () => op(x, [0, 2]))).toBeUndefined();
    const integers = tensor([1, 2, 3, 4], [2, 2], "int32");
    expect(replayProblem(integers, [5, 0, -7, 9], () => op(integers, 0))).toBeUndefined();
  },
);

test("a sum of no entries is 0, and of no rows has no entries", () => {
  expect(entriesOf(sum(zeros([0])))).toEqual([0]);
  expect(entriesOf(sum(zeros([0, 3]), 0))).toEqual([0, 0, 0]);
  expect(sum(ones([0, 3]), 1).shape).toEqual([0]);
});

test("axes that are not neighbours are reduced as if they were: what cancels, or leaves float32, comes back", () => {
  const cancelling = tensor([1e8, 1, 0, 0, -1e8, 0, 0, 0], [2, 2, 2]);
  expect(entriesOf(sum(cancelling, [0, 2]))).toEqual([1, 0]);
  const huge = tensor([3e38, 3e38, 1, 1, -3e38, -3e38, 2, 2], [2, 2, 2]);
  expect(entriesOf(mean(huge, [0, 2]))).toEqual([0, 1.5]);
  const extreme = tensor([1e30, 1e30, 1, 2, 1e-30, 1e-30, 3, 4], [2, 2, 2]);
  expect(entriesOf(prod(extreme, [0, 2], true)).map(Math.round)).toEqual([1, 24]);
});
