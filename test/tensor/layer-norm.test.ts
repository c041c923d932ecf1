import {
  grad,
  memory,
  square,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tensor2d,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { layerNorm } from "../../src/tensor/layer-norm.ts";
import { layerNorm as reference } from "../kernels/reference/layer-norm.ts";
import { rows } from "../kernels/reference/rows.ts";
import { deviations } from "./deviations.ts";
import { differences } from "./differences.ts";
import { array, vector } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { replayProblem } from "./replay.ts";

await init();

const shapes = [[5], [2, 3, 4], [3, 1, 2, 1, 5], ...matrixShapes];

test.for(shapes.flatMap((shape) => [1e-5, 0.1].map((epsilon) => ({ shape: [...shape], epsilon }))))(
  "layerNorm of [$shape], epsilon $epsilon: value within 2e-6, gradients in x, gain and bias within 1e-4 of float64",
  ({ shape, epsilon }) => {
    const stream = randomStream(0, `${shape}`);
    const columns = shape.at(-1)!;
    const variables = [array(stream, shape), vector(stream, [columns]), vector(stream, [columns])] as const;
    const expected = (x: number[], gain: number[], bias: number[]) =>
      rows(x, columns).flatMap((row) => reference(row, gain, bias, epsilon));
    const [x, gain, bias] = variables;
    expect(layerNorm(x, gain, bias, epsilon).shape).toEqual(shape);
    expect(differences([...variables], () => layerNorm(x, gain, bias, epsilon), expected)).toEqual([]);
  },
);

test("by hand: 1, 3, 5, 7 have mean 4 and variance 5; with ε = 4 they become −1, −1/3, 1/3, 1, here twice that plus 1", () => {
  const x = matrixOf([[1, 3, 5, 7]]);
  const got = layerNorm(x, tensor1d([2, 2, 2, 2]), tensor1d([1, 1, 1, 1]), 4);
  expect(deviations("value", entriesOf(got), [-1, 1 / 3, 5 / 3, 3], 1e-7)).toEqual([]);
});

test("by hand: the gradient of the first of them in x is (e₁ − ¼ + z / 4) / 3, as z₁ = −1", () => {
  const x = matrixOf([[1, 3, 5, 7]]);
  const first = tensor2d([[1, 0, 0, 0]]);
  const gradient = grad((y: Tensor) => layerNorm(y, undefined, undefined, 4))(x, first);
  const expected = [(1 - 0.25 - 0.25) / 3, (-0.25 - 1 / 12) / 3, (-0.25 + 1 / 12) / 3, 0];
  expect(deviations("gradient", entriesOf(gradient), expected, 1e-6)).toEqual([]);
});

test("gain is 1, bias 0 and epsilon 1e-5 unless given, and no tensor is left", () => {
  const x = array(randomStream(0, "defaults"), [3, 7]);
  const written = layerNorm(x, tensor1d(new Array(7).fill(1)), tensor1d(new Array(7).fill(0)), 1e-5);
  const before = memory().numTensors;
  const got = layerNorm(x);
  expect(memory().numTensors).toBe(before + 1);
  expect(entriesOf(got)).toEqual(entriesOf(written));
});

test("a mean of 10^6 beside deviations of 1 costs no digits: within 1e-6 of float64", () => {
  const x = matrixOf([[1e6 - 1, 1e6 + 1, 1e6 - 2, 1e6 + 2, 1e6]]);
  const expected = [-1, 1, -2, 2, 0].map((distance) => distance / Math.sqrt(2 + 1e-5));
  expect(deviations("value", entriesOf(layerNorm(x)), expected, 1e-6)).toEqual([]);
});

test("a constant row becomes the bias, a row with a NaN or an infinity NaNs, others stay as they are", () => {
  const x = matrixOf([
    [3, 3, 3],
    [1, Number.NaN, 2],
    [1, Number.POSITIVE_INFINITY, 2],
  ]);
  const bias = tensor1d([1, 2, 3]);
  const nans = new Array(6).fill(Number.NaN);
  expect(entriesOf(layerNorm(x, undefined, bias))).toEqual([1, 2, 3, ...nans]);
});

test("of no entries there are none", () => {
  for (const shape of [[0], [2, 0], [0, 3]]) expect(layerNorm(zeros(shape)).shape).toEqual(shape);
});

test("a captured call computes anew from new inputs, its gradient too", () => {
  const stream = randomStream(0, "captured");
  const [x, gain] = [array(stream, [2, 3, 4]), vector(stream, [4])];
  const entries = entriesOf(array(stream, [2, 3, 4]));
  expect(replayProblem(x, entries, () => layerNorm(x, gain))).toBeUndefined();
  expect(
    replayProblem(x, entries.toReversed(), () => grad((y) => square(layerNorm(x, y as typeof gain)))(gain)),
  ).toBeUndefined();
});

test.for([
  {
    call: () => layerNorm(zerosAs([])),
    problem: "x must have an axis to work along; got the shape []",
  },
  {
    call: () => layerNorm(zeros([2, 3]), zerosAs<Tensor1D>([2])),
    problem: "gain must have one entry a column of x, 3; got the shape [2]",
  },
  {
    call: () => layerNorm(zeros([2, 3]), zerosAs<Tensor1D>([3]), zerosAs<Tensor1D>([1, 3])),
    problem: "bias must have one entry a column of x, 3; got the shape [1,3]",
  },
  {
    call: () => layerNorm(zeros([2, 3]), undefined, undefined, 0),
    problem: "epsilon must be a positive number that float32 can hold; got 0",
  },
])("refused: $problem", ({ call, problem }) => {
  expect(call).toThrow(new RangeError(problem));
});
