import {
  add,
  addN,
  div,
  floorDiv,
  grad,
  maximum,
  minimum,
  mod,
  mul,
  pow,
  squaredDifference,
  sub,
  type Tensor,
  tensor1d,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { mismatches } from "../../conformance.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { entriesOf, vectorOf } from "../entries.ts";
import { combine } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { gradientsOf, gradientTensor } from "../tape.ts";

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
  { name: "squaredDifference", op: squaredDifference, of: (x, y) => (x - y) ** 2 },
  { name: "addN", op: (a, b) => add(addN([a, a, a]), addN([b])), of: (x, y) => 3 * x + y },
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

test.for(shapePairs)("pow of %j by %j with a positive base: as the others", ([aShape, bShape]) => {
  const stream = randomStream(0, `pow ${aShape} ${bShape}`);
  const [a, b] = [array(stream, aShape), array(stream, bShape)];
  const reference = (x: number[], y: number[]) => {
    const exponent = { shape: bShape, entries: y };
    return [...combine((p, q) => (0.5 + p * p) ** q, { shape: aShape, entries: x }, exponent).entries];
  };
  expect(differences([a, b], () => pow(add(mul(a, a), 0.5), b), reference)).toEqual([]);
});

test("a negative base with an integer exponent has the gradient b · a^(b − 1), and 0 in the exponent", () => {
  const [base, exponent] = [vectorOf([-2, -2, -2, -3, -0.5, -2]), vectorOf([3, 2, 1, -1, -2, 0])];
  const [inBase, inExponent] = gradientsOf([base, exponent], () => pow(base, exponent));
  const exact = [12, -4, 1, -1 / 9, 16, 0];
  expect(mismatches("gradient", inBase!, exact, { relative: 1e-6 })).toEqual([]);
  expect(inExponent!.map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0]);
});

test("at a base of 0 the gradient of a⁰ is 0, of a¹ 1 and of higher powers 0; in the exponent it is 0", () => {
  const [base, exponent] = [vectorOf([0, -0, 0, 0, 0]), vectorOf([0, 0, 1, 2, 2.5])];
  const gradients = gradientsOf([base, exponent], () => pow(base, exponent));
  expect(gradients).toEqual([
    [0, 0, 1, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
});

test("the zeroth power of a number whose inverse overflows has the gradient 0", () => {
  const tiny = vectorOf([1e-40, -1e-40]);
  expect(gradientsOf([tiny], () => pow(tiny, 0))).toEqual([[0, 0]]);
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

test("beside a NaN the gradient of maximum and minimum is lost to neither: it goes to one of the operands", () => {
  const [a, b] = [vectorOf([Number.NaN, 1, Number.NaN]), vectorOf([1, Number.NaN, Number.NaN])];
  for (const op of [maximum, minimum]) {
    const [inA, inB] = gradientsOf([a, b], () => op(a, b));
    expect(inA!.map((x, i) => x + inB![i]!)).toEqual([1, 1, 1]);
  }
});

test("one tensor as both operands gets the sum of its two gradients", () => {
  const x = vectorOf([1, -2, 4]);
  expect(gradientsOf([x], () => add(x, x))).toEqual([[2, 2, 2]]);
  expect(gradientsOf([x], () => sub(x, x))).toEqual([[0, 0, 0]]);
  expect(gradientsOf([x], () => mul(x, x))).toEqual([[2, -4, 8]]);
  expect(gradientsOf([x], () => div(x, x))).toEqual([[0, 0, 0]]);
  expect(gradientsOf([x], () => maximum(x, x))).toEqual([[1, 1, 1]]);
  expect(gradientsOf([x], () => squaredDifference(x, x))).toEqual([[0, 0, 0]]);
});

test("an int32 operand is a constant", () => {
  const x = vectorOf([1, -2, 4]);
  expect(gradientsOf([x], () => mul(x, tensor1d([3, 0, -1], "int32")))).toEqual([[3, 0, -1]]);
  expect(gradientsOf([x], () => div(x, tensor1d([2, 4, -1], "int32")))).toEqual([[0.5, 0.25, -1]]);
  expect(gradientsOf([x], () => pow(x, tensor1d([2, 3, 1], "int32")))).toEqual([[2, 12, 1]]);
  expect(gradientsOf([x], () => squaredDifference(x, tensor1d([3, 0, 1], "int32")))).toEqual([[-4, -4, 6]]);
});

test("the gradient of mod is 1 in the dividend and −⌊a / b⌋ in the divisor; floorDiv is a constant", () => {
  const [a, b] = [vectorOf([5.5, -5.5, 1]), vectorOf([2, 2, -3])];
  expect(gradientsOf([a, b], () => mod(a, b))).toEqual([
    [1, 1, 1],
    [-2, 3, 1],
  ]);
  expect(gradientsOf([a, b], () => floorDiv(a, b))).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test("an infinite upstream gradient of maximum goes to one operand, and is 0 in the other", () => {
  const [a, b] = [vectorOf([1]), vectorOf([2])];
  expect(gradientsOf([a, b], () => maximum(a, b), Float32Array.of(Infinity))).toEqual([[0], [Infinity]]);
});

test.for([...operations, { name: "div", op: div }, { name: "pow", op: pow }, { name: "mod", op: mod }])(
  "the gradients of $name can be replayed, those of a row and of a matrix",
  ({ op }) => {
    const stream = randomStream(0, "replay");
    const [row, matrix] = [array(stream, [3]), array(stream, [2, 3])];
    row.assign(tensor1d([0.5, 1.5, 2.5]));
    const square = (x: Tensor) => mul(x, x);
    for (const x of [row, matrix]) {
      const call = () => gradientTensor(x, () => square(op(row, square(matrix))));
      const next = Array.from({ length: x.size }, (_, i) => i / 2 + 0.25);
      expect(replayProblem(x, next, call)).toBeUndefined();
    }
  },
);

test("the gradient of a quotient in the divisor goes through no square, which float32 may not hold", () => {
  const inB = grad((b) => div(tensor1d([1e-30, 1e25, 1]), b));
  const got = entriesOf(inB(tensor1d([1e-25, 1e22, 1e-25])));
  expect(mismatches("the gradient", got, [-1e20, -1e-19, -Infinity], { relative: 1e-6 })).toEqual([]);
});
