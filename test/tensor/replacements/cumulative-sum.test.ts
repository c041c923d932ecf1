import { cumsum, type Tensor, tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { array } from "../draw.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { cumulativeSum } from "../reference/cumulative-sum.ts";
import { sizeOf } from "../reference/shaped.ts";

await init();

const shapes = [[1], [9], [3, 5], [4, 1, 3], [2, 3, 4, 5], [2, 3, 2, 2, 3]];
const ways = [false, true].flatMap((exclusive) => [false, true].map((reverse) => ({ exclusive, reverse })));
const cases = shapes.flatMap((shape) =>
  shape.flatMap((_, axis) => ways.map((way) => ({ shape, axis, ...way }))),
);

function expectSums(x: Tensor, axis: number, exclusive: boolean, reverse: boolean): void {
  const expected = cumulativeSum(shapedOf(x), axis, exclusive, reverse).entries;
  const rounded = x.dtype === "int32" ? expected.map((sum) => sum | 0) : expected.map(Math.fround);
  for (const given of [axis, axis - x.rank]) {
    const got = cumsum(x, given, exclusive, reverse);
    expect(got).toMatchObject({ shape: x.shape, dtype: x.dtype });
    expect(entriesOf(got)).toEqual(rounded);
  }
}

test.for(cases)(
  "cumsum of [$shape] along axis $axis, exclusive $exclusive, reverse $reverse: float64 sums, rounded once",
  ({ shape, axis, exclusive, reverse }) => {
    expectSums(array(randomStream(0, `${shape}`), shape), axis, exclusive, reverse);
    const large = Array.from({ length: sizeOf(shape) }, (_, i) => 2 ** 30 + i);
    expectSums(tensor(large, shape, "int32"), axis, exclusive, reverse);
  },
);

test("a long sum keeps its digits: 2²⁰ tenths after 10⁶, where float32 alone would be off by thousands", () => {
  const x = tensor1d([1e6, ...new Array<number>(2 ** 20).fill(0.1)]);
  const expected = Math.fround(1e6 + 2 ** 20 * Math.fround(0.1));
  expect(entriesOf(cumsum(x)).at(-1)).toBe(expected);
});

test("−0, subnormals, infinities and NaN are as in NumPy", () => {
  const { NaN: nan, POSITIVE_INFINITY: highest } = Number;
  expect(entriesOf(cumsum(tensor1d([-0, -0, 0])))).toEqual([-0, -0, 0]);
  expect(entriesOf(cumsum(tensor1d([2 ** -149, 2 ** -149])))).toEqual([2 ** -149, 2 ** -148]);
  expect(entriesOf(cumsum(tensor1d([1, highest, 1, -highest, 1])))).toEqual([1, highest, highest, nan, nan]);
  expect(entriesOf(cumsum(tensor1d([1, nan, 2]), 0, true))).toEqual([0, 1, nan]);
});

test("an empty tensor, and sums of nothing", () => {
  expect(cumsum(zeros([0, 3])).shape).toEqual([0, 3]);
  expect(cumsum(zeros([3, 0]), 0).shape).toEqual([3, 0]);
});

test("cumsum can be captured", () => {
  const x = tensor1d([1, 2, 3]);
  const captured = capture(() => cumsum(x, 0, false, true));
  acceleratedBackend().floats(x).set([4, 5, 6]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([15, 11, 6]);
});
