import { clipByValue, fused, memory, relu, relu6, tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { firstDifference } from "../../first-difference.ts";
import { normals } from "../../kernels/draw.ts";
import { entriesOf } from "../entries.ts";
import { specialNumbers } from "../special-numbers.ts";

await init();

const { NaN: nan, NEGATIVE_INFINITY: lowest, POSITIVE_INFINITY: highest } = Number;

function limited(x: number, low: number, high: number): number {
  return Math.max(Math.min(x, high), low);
}

const limits: [low: number, high: number][] = [
  [0, 1],
  [-1, 0],
  [-0.5, 0.5],
  [2, 3],
  [lowest, 0.5],
  [-(2 ** -149), highest],
  [lowest, highest],
];

test.for(limits)("clipByValue to [%d, %d] of special numbers, NaN among them, is exact", ([low, high]) => {
  const got = entriesOf(clipByValue(tensor1d([...specialNumbers]), low, high));
  const expected = specialNumbers.map((x) => limited(x, low, high));
  expect(firstDifference(got, expected)).toBeUndefined();
});

test("a limit is rounded to float32", () => {
  expect(entriesOf(clipByValue(tensor1d([1]), 0, 0.1))).toEqual([Math.fround(0.1)]);
});

test.for([[], [0], [1], [3], [4], [2, 3, 5], [33, 31]])(
  "clipByValue and relu6 of the shape [%s] keep shape and type, and are exact",
  (shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const x = tensor(normals(randomStream(0, `clip ${shape}`), size, 5), shape);
    const [clipped, rectified] = [clipByValue(x, -1, 2), relu6(x)];
    for (const got of [clipped, rectified]) expect(got).toMatchObject({ shape, dtype: "float32" });
    const entries = entriesOf(x);
    expect(
      firstDifference(
        entriesOf(clipped),
        entries.map((each) => limited(each, -1, 2)),
      ),
    ).toBeUndefined();
    expect(
      firstDifference(
        entriesOf(rectified),
        entries.map((each) => limited(each, 0, 6)),
      ),
    ).toBeUndefined();
  },
);

test("relu6 of special numbers is exact, also as the activation of a fused product, and relu keeps NaN", () => {
  const expected = specialNumbers.map((x) => limited(x, 0, 6));
  expect(firstDifference(entriesOf(relu6(tensor1d([...specialNumbers]))), expected)).toBeUndefined();
  const product = fused.matMul({ a: tensor2d([[nan]]), b: tensor2d([[1]]), activation: "relu6" });
  expect(entriesOf(product)).toEqual([nan]);
  expect(entriesOf(relu(tensor1d([nan, -1, nan, 1, nan])))).toEqual([nan, 0, nan, 1, nan]);
});

test("int32 is limited too, which tfjs-backend-wasm does not do, and stays int32", () => {
  const x = tensor1d([-7, -1, 0, 3, 2 ** 31 - 1], "int32");
  const [clipped, rectified] = [clipByValue(x, -2, 2), relu6(x)];
  expect(clipped.dtype).toBe("int32");
  expect(entriesOf(clipped)).toEqual([-2, -1, 0, 2, 2]);
  expect(entriesOf(clipByValue(x, lowest, highest))).toEqual(entriesOf(x));
  expect(rectified.dtype).toBe("int32");
  expect(entriesOf(rectified)).toEqual([0, 0, 0, 3, 6]);
});

test("bool stays bool", () => {
  const clipped = clipByValue(tensor1d([1, 0], "bool"), 0, 1);
  expect(clipped.dtype).toBe("bool");
  expect(entriesOf(clipped)).toEqual([1, 0]);
});

test("the argument stays as it was, and one tensor is made", () => {
  const x = tensor1d([-1, nan, 2]);
  const before = memory();
  clipByValue(x, 0, 1);
  expect(memory()).toMatchObject({
    numTensors: before.numTensors + 1,
    numDataBuffers: before.numDataBuffers + 1,
  });
  expect(entriesOf(x)).toEqual([-1, nan, 2]);
});
