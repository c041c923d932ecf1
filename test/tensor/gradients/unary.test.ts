import {
  abs,
  atanh,
  cos,
  elu,
  erf,
  exp,
  expm1,
  leakyRelu,
  log,
  log1p,
  neg,
  reciprocal,
  relu,
  relu6,
  rsqrt,
  selu,
  sigmoid,
  sin,
  softplus,
  sqrt,
  square,
  type Tensor,
  tanh,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { mismatches } from "../../conformance.ts";
import { normals } from "../../kernels/draw.ts";
import { activation } from "../../kernels/reference/activation.ts";
import { elementary } from "../../kernels/reference/elementary.ts";
import { rows } from "../../kernels/reference/rows.ts";
import { differences } from "../differences.ts";
import { entriesOf, matrixOf, vectorOf } from "../entries.ts";
import { matrixShapes } from "../matrix-shapes.ts";
import { replayProblem } from "../replay.ts";
import { gradientsOf, gradientTensor } from "../tape.ts";

await init();

interface Case {
  name: string;
  op(x: Tensor): Tensor;
  of(x: number): number;
  /** From a draw of N(0, 1) into the domain, and away from a corner. */
  domain(x: number): number;
}

const all = (x: number) => x;
const positive = (x: number) => Math.abs(x) + 0.1;
const notNearZero = (x: number) => x + 0.1 * Math.sign(x);
const cases: Case[] = [
  { name: "abs", op: abs, of: Math.abs, domain: notNearZero },
  { name: "atanh", op: atanh, of: elementary.atanh, domain: (x) => 0.9 * Math.tanh(x) },
  { name: "cos", op: cos, of: Math.cos, domain: (x) => 3 * x },
  { name: "elu", op: elu, of: activation.elu, domain: all },
  { name: "erf", op: erf, of: activation.erf, domain: all },
  { name: "exp", op: exp, of: elementary.exp, domain: all },
  { name: "expm1", op: expm1, of: elementary.expm1, domain: all },
  { name: "leakyRelu", op: (x) => leakyRelu(x, 0.25), of: (x) => Math.max(x, 0.25 * x), domain: notNearZero },
  { name: "log", op: log, of: elementary.log, domain: positive },
  { name: "log1p", op: log1p, of: elementary.log1p, domain: (x) => positive(x) - 1 },
  { name: "neg", op: neg, of: (x) => -x, domain: all },
  { name: "relu", op: relu, of: (x) => Math.max(x, 0), domain: notNearZero },
  { name: "reciprocal", op: reciprocal, of: (x) => 1 / x, domain: (x) => positive(x) + 0.4 },
  {
    name: "relu6",
    op: relu6,
    of: (x) => Math.min(Math.max(x, 0), 6),
    domain: (x) => notNearZero(Math.round(4 * x)) + 3,
  },
  { name: "rsqrt", op: rsqrt, of: (x) => 1 / Math.sqrt(x), domain: (x) => positive(x) + 0.4 },
  { name: "selu", op: selu, of: activation.selu, domain: notNearZero },
  { name: "sin", op: sin, of: Math.sin, domain: (x) => 3 * x },
  { name: "sigmoid", op: sigmoid, of: elementary.sigmoid, domain: all },
  { name: "softplus", op: softplus, of: elementary.softplus, domain: all },
  { name: "sqrt", op: sqrt, of: Math.sqrt, domain: positive },
  { name: "square", op: square, of: (x) => x * x, domain: all },
  { name: "tanh", op: tanh, of: elementary.tanh, domain: all },
];

test.for(cases.flatMap((each) => matrixShapes.map((shape) => ({ ...each, shape }))))(
  "$name of [$shape]: value within 2e-6, gradient within 1e-4 of float64",
  ({ name, op, of, domain, shape: [rowCount, columns] }) => {
    const draws = normals(randomStream(0, `${name} ${rowCount}`), rowCount * columns);
    const x = matrixOf(rows(draws.map(domain), columns));
    expect(
      differences(
        [x],
        () => op(x),
        (entries) => entries.map(of),
      ),
    ).toEqual([]);
  },
);

test("at their corners abs and relu have the gradient 0", () => {
  const x = vectorOf([0, -0]);
  expect(gradientsOf([x], () => abs(x)).map((gradient) => gradient.map(Math.abs))).toEqual([[0, 0]]);
  expect(gradientsOf([x], () => relu(x))).toEqual([[0, 0]]);
});

test("at a NaN the gradient of abs is NaN, and that of relu the upstream one", () => {
  const x = vectorOf([Number.NaN, 1, -1]);
  expect(gradientsOf([x], () => abs(x))).toEqual([[Number.NaN, 1, -1]]);
  expect(gradientsOf([x], () => relu(x))).toEqual([[1, 1, 0]]);
});

test("the gradient of atanh keeps its digits next to ±1: 1 / ((1 − x)(1 + x)) within 4e-7", () => {
  const near = [1, 2, 3, 5, 100, 12345].map((units) => 1 - units * 2 ** -24);
  const x = vectorOf([...near, ...near.map((entry) => -entry)]);
  const expected = [...near, ...near].map((entry) => 1 / ((1 - entry) * (1 + entry)));
  const [got] = gradientsOf([x], () => atanh(x));
  expect(mismatches("gradient", got!, expected, { relative: 4e-7 })).toEqual([]);
});

test("saturated sigmoid, tanh and softplus have a finite gradient", () => {
  const x = vectorOf([-200, 200]);
  expect(gradientsOf([x], () => sigmoid(x))).toEqual([[0, 0]]);
  expect(gradientsOf([x], () => tanh(x))).toEqual([[0, 0]]);
  expect(gradientsOf([x], () => softplus(x))).toEqual([[0, 1]]);
});

test("at their corners leakyRelu has the slope from below, elu 1, selu that from below, relu6 0 and 1", () => {
  const x = vectorOf([0]);
  expect(gradientsOf([x], () => leakyRelu(x, 0.25))).toEqual([[0.25]]);
  expect(gradientsOf([x], () => elu(x))).toEqual([[1]]);
  expect(gradientsOf([x], () => selu(x))).toEqual([[Math.fround(1.7580993408473766)]]);
  const both = vectorOf([0, 6]);
  expect(gradientsOf([both], () => relu6(both))).toEqual([[0, 1]]);
});

test("a NaN is lost by no gradient", () => {
  const x = vectorOf([Number.NaN]);
  for (const op of [cos, elu, erf, reciprocal, rsqrt, selu, sin]) {
    expect(gradientsOf([x], () => op(x))).toEqual([[Number.NaN]]);
  }
  expect(gradientsOf([x], () => leakyRelu(x, 0.25))).toEqual([[0.25]]);
  expect(gradientsOf([x], () => relu6(x))).toEqual([[1]]);
});

test("what does not pass is exactly 0, even where infinity comes from upstream", () => {
  const x = vectorOf([-1, 7]);
  const upstream = Float32Array.of(Infinity, Number.NaN);
  expect(gradientsOf([x], () => relu(neg(x)), upstream)).toEqual([[-Infinity, -0]]);
  expect(gradientsOf([x], () => relu6(x), upstream)).toEqual([[0, 0]]);
});

test.for(cases)("the gradient of $name can be replayed", ({ op }) => {
  const x = vectorOf([0.25, 0.5, 0.75, 0.875, 0.9]);
  const call = () => gradientTensor(x, () => square(op(x)));
  expect(replayProblem(x, [0.125, -0.5, 0.1, 0.3, 0.7], call)).toBeUndefined();
});

const derivatives = [
  { name: "sigmoid", op: sigmoid, of: (x: number) => 1 / ((1 + Math.exp(x)) * (1 + Math.exp(-x))) },
  { name: "tanh", op: tanh, of: (x: number) => 1 / Math.cosh(x) ** 2 },
  { name: "expm1", op: expm1, of: Math.exp },
];

test.for(derivatives)(
  "the gradient of $name keeps its digits where the function levels off: within 6 units",
  (each) => {
    const end = each.name === "tanh" ? 43 : 85;
    const x = vectorOf(Array.from({ length: 8 * end + 1 }, (_, i) => i / 4 - end));
    const got = entriesOf(gradientTensor(x, () => each.op(x)));
    expect(mismatches(each.name, got, entriesOf(x).map(each.of), { ulp: 6 })).toEqual([]);
  },
);

test.for(derivatives)(
  "the gradient of $name at the ends: a limit at ±Infinity, NaN of NaN",
  ({ name, op }) => {
    const x = vectorOf([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0]);
    const got = entriesOf(gradientTensor(x, () => op(x)));
    const middle = name === "sigmoid" ? 0.25 : 1;
    expect(got).toEqual([name === "expm1" ? Number.POSITIVE_INFINITY : 0, 0, Number.NaN, middle]);
  },
);
