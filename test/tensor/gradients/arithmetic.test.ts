import { add, div, maximum, minimum, mul, sub, type Tensor, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { vectorOf } from "../entries.ts";
import { combine } from "../reference/shaped.ts";
import { gradientsOf } from "../tape.ts";

await init();

interface Operation {
  name: string;
  op(a: Tensor, b: Tensor): Tensor;
  of(x: number, y: number): number;
}

const operations: Operation[] = [
  { name: "add", op: add, of: (x, y) => x + y },
  { name: "sub", op: sub, of: (x, y) => x - y },
  { name: "mul", op: mul, of: (x, y) => x * y },
  { name: "maximum", op: maximum, of: Math.max },
  { name: "minimum", op: minimum, of: Math.min },
];

const shapePairs: [a: number[], b: number[]][] = [
  [[], []],
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3]],
  [[3], [2, 3]],
  [
    [2, 1],
    [1, 3],
  ],
  [
    [1, 3],
    [2, 1],
  ],
  [[], [2, 3]],
  [[2, 3], []],
  [
    [4, 1, 3],
    [2, 1],
  ],
  [
    [2, 1],
    [4, 1, 3],
  ],
  [[1, 1], [5]],
];

test.for(operations.flatMap((each) => shapePairs.map(([a, b]) => ({ ...each, a, b }))))(
  "$name of [$a] and [$b]: value within 2e-6, both gradients within 1e-4 of float64",
  ({ name, op, of, a: aShape, b: bShape }) => {
    const stream = randomStream(0, `${name} ${aShape} ${bShape}`);
    const [a, b] = [array(stream, aShape), array(stream, bShape)];
    const reference = (x: number[], y: number[]) => [
      ...combine(of, { shape: aShape, entries: x }, { shape: bShape, entries: y }).entries,
    ];
    expect(differences([a, b], () => op(a, b), reference)).toEqual([]);
  },
);

test.for(shapePairs)("div of %j by %j, kept away from 0: as the others", ([aShape, bShape]) => {
  const stream = randomStream(0, `div ${aShape} ${bShape}`);
  const [a, b] = [array(stream, aShape), array(stream, bShape)];
  const reference = (x: number[], y: number[]) => {
    const divisor = { shape: bShape, entries: y };
    return [...combine((p, q) => p / (1 + q * q), { shape: aShape, entries: x }, divisor).entries];
  };
  expect(differences([a, b], () => div(a, add(1, mul(b, b))), reference)).toEqual([]);
});

test("the gradient of a tie in maximum and minimum goes to the first operand alone", () => {
  const [a, b] = [vectorOf([1, 2, 3]), vectorOf([2, 2, 2])];
  expect(gradientsOf([a, b], () => maximum(a, b))).toEqual([
    [0, 1, 1],
    [1, 0, 0],
  ]);
  expect(gradientsOf([a, b], () => minimum(a, b))).toEqual([
    [1, 1, 0],
    [0, 0, 1],
  ]);
});

test("one tensor as both operands gets the sum of its two gradients", () => {
  const x = vectorOf([1, -2, 4]);
  expect(gradientsOf([x], () => add(x, x))).toEqual([[2, 2, 2]]);
  expect(gradientsOf([x], () => sub(x, x))).toEqual([[0, 0, 0]]);
  expect(gradientsOf([x], () => mul(x, x))).toEqual([[2, -4, 8]]);
  expect(gradientsOf([x], () => div(x, x))).toEqual([[0, 0, 0]]);
  expect(gradientsOf([x], () => maximum(x, x))).toEqual([[1, 1, 1]]);
});

test("an int32 operand is a constant factor", () => {
  const x = vectorOf([1, -2, 4]);
  expect(gradientsOf([x], () => mul(x, tensor1d([3, 0, -1], "int32")))).toEqual([[3, 0, -1]]);
  expect(gradientsOf([x], () => div(x, tensor1d([2, 4, -1], "int32")))).toEqual([[0.5, 0.25, -1]]);
});
