import { max, mean, min, sum, type Tensor } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { total } from "../../kernels/reference/total.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { matrixOf, vectorOf } from "../entries.ts";
import { axisSets, reduce } from "../reference/reduce.ts";
import { gradientsOf } from "../tape.ts";

await init();

interface Reduction {
  name: string;
  op(x: Tensor, axes?: number | number[], keepDims?: boolean): Tensor;
  of(entries: readonly number[]): number;
}

const reductions: Reduction[] = [
  { name: "sum", op: sum, of: total },
  { name: "mean", op: mean, of: (entries) => total(entries) / entries.length },
  { name: "max", op: max, of: (entries) => Math.max(...entries) },
  { name: "min", op: min, of: (entries) => Math.min(...entries) },
];
const shapes = [[4], [1, 3], [3, 1], [2, 3, 4]];
const cases = reductions.flatMap((each) =>
  shapes.flatMap((shape) =>
    axisSets(shape.length).flatMap((axes) =>
      [false, true].map((keepDims) => ({ ...each, shape, axes, keepDims })),
    ),
  ),
);

test.for(cases.filter(({ axes }) => axes.length > 0))(
  "$name of [$shape] over the axes [$axes], keepDims $keepDims: value within 2e-6, gradient within 1e-4 of float64",
  ({ op, of, shape, axes, keepDims }) => {
    const x = array(randomStream(0, `${shape}`), shape);
    const reference = (entries: number[]) => [...reduce(of, { shape, entries }, axes).entries];
    expect(differences([x], () => op(x, axes, keepDims), reference)).toEqual([]);
  },
);

test.for(reductions)(
  "$name over all entries, over an axis given as a number and over one counted from the right: the same",
  ({ op, of }) => {
    const shape = [2, 3, 4];
    const x = array(randomStream(0, "axes"), shape);
    const over = (axes: number[]) => (entries: number[]) => [...reduce(of, { shape, entries }, axes).entries];
    expect(differences([x], () => op(x), over([0, 1, 2]))).toEqual([]);
    expect(differences([x], () => op(x, 1), over([1]))).toEqual([]);
    expect(differences([x], () => op(x, -1), over([2]))).toEqual([]);
    expect(differences([x], () => op(x, [-3, 2]), over([0, 2]))).toEqual([]);
  },
);

test.for([
  { name: "max", op: max, sign: 1 },
  { name: "min", op: min, sign: -1 },
])("the gradient of a tie in $name is shared equally", ({ op, sign }) => {
  const x = matrixOf([
    [3 * sign, 3 * sign, 1 * sign],
    [2 * sign, 0, 0],
  ]);
  expect(gradientsOf([x], () => op(x, 1), Float32Array.of(1, 10))).toEqual([[0.5, 0.5, 0, 10, 0, 0]]);
  const equal = vectorOf([7, 7, 7, 7]);
  expect(gradientsOf([equal], () => op(equal))).toEqual([[0.25, 0.25, 0.25, 0.25]]);
});

test("an axis of length 1 that is not reduced does not dilute the gradient of a maximum", () => {
  const x = array(randomStream(0, "length 1"), [1, 3, 1]);
  const [gradient] = gradientsOf([x], () => max(x, 1));
  expect(gradient!.toSorted()).toEqual([0, 0, 1]);
});

test("the gradient in a scalar is that of the identity", () => {
  const x = array(randomStream(0, "scalar"), []);
  for (const { op } of reductions) expect(gradientsOf([x], () => op(x))).toEqual([[1]]);
});
