import {
  abs,
  atanh,
  ceil,
  cos,
  elu,
  erf,
  exp,
  expm1,
  floor,
  log,
  log1p,
  neg,
  reciprocal,
  relu,
  rsqrt,
  selu,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  type Tensor,
  tanh,
  tensor,
  tensor1d,
  round as tfRound,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { mismatches } from "../../conformance.ts";
import { firstDifference } from "../../first-difference.ts";
import { normals } from "../../kernels/draw.ts";
import { activation } from "../../kernels/reference/activation.ts";
import { elementary } from "../../kernels/reference/elementary.ts";
import { entriesOf } from "../entries.ts";
import { replayProblem } from "../replay.ts";
import { specialNumbers } from "../special-numbers.ts";

await init();

const references = {
  ...elementary,
  ...activation,
  abs: Math.abs,
  ceil: Math.ceil,
  cos: Math.cos,
  floor: Math.floor,
  neg: (x: number) => -x,
  reciprocal: (x: number) => 1 / x,
  relu: (x: number) => Math.max(x, 0),
  round,
  rsqrt: (x: number) => 1 / Math.sqrt(x),
  sin: Math.sin,
  sqrt: Math.sqrt,
  square: (x: number) => x * x,
};

/** The nearest integer, of two the even one. */
function round(x: number): number {
  return x - Math.floor(x) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x);
}

interface Case {
  name: keyof typeof references;
  op(x: Tensor): Tensor;
  /** From a draw of N(0, 4) into the domain. */
  domain(x: number): number;
}

const all = (x: number) => x;
const cases: Case[] = [
  { name: "exp", op: exp, domain: all },
  { name: "expm1", op: expm1, domain: all },
  { name: "log", op: log, domain: Math.abs },
  { name: "log1p", op: log1p, domain: (x) => Math.exp(x) - 1 },
  { name: "tanh", op: tanh, domain: all },
  { name: "atanh", op: atanh, domain: Math.tanh },
  { name: "sigmoid", op: sigmoid, domain: all },
  { name: "softplus", op: softplus, domain: all },
  { name: "abs", op: abs, domain: all },
  { name: "ceil", op: ceil, domain: all },
  { name: "cos", op: cos, domain: (x) => 1e4 * x },
  { name: "elu", op: elu, domain: all },
  { name: "erf", op: erf, domain: all },
  { name: "floor", op: floor, domain: all },
  { name: "neg", op: neg, domain: all },
  { name: "reciprocal", op: reciprocal, domain: all },
  { name: "relu", op: relu, domain: all },
  { name: "round", op: tfRound, domain: (x) => Math.round(4 * x) / 4 },
  { name: "rsqrt", op: rsqrt, domain: Math.abs },
  { name: "selu", op: selu, domain: all },
  { name: "sin", op: sin, domain: (x) => 1e4 * x },
  { name: "sqrt", op: sqrt, domain: Math.abs },
  { name: "square", op: square, domain: all },
];

const shapes = [[], [1], [3], [4], [5], [0], [7, 1], [2, 3, 5], [33, 31]];

test.for(cases.flatMap((each) => shapes.map((shape) => ({ ...each, shape }))))(
  "$name of the shape [$shape]: within 2.5 units in the last place of float64",
  ({ name, op, domain, shape }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const x = tensor(normals(randomStream(0, name), size, 2).map(domain), shape);
    const got = op(x);
    expect(got).toMatchObject({ shape, dtype: "float32" });
    expect(mismatches(name, entriesOf(got), entriesOf(x).map(references[name]), { ulp: 2.5 })).toEqual([]);
  },
);

test.for([
  { op: exp, name: "exp" as const },
  { op: expm1, name: "expm1" as const },
])("$name of int32 is float32, within 2e-6", ({ op, name }) => {
  const got = op(tensor1d([-3, 0, 1, 10], "int32"));
  expect(got.dtype).toBe("float32");
  expect(mismatches(name, entriesOf(got), [-3, 0, 1, 10].map(elementary[name]), { relative: 2e-6 })).toEqual(
    [],
  );
});

test.for([
  { op: log, name: "log" },
  { op: tanh, name: "tanh" },
  { op: sigmoid, name: "sigmoid" },
])("$name of int32 is refused by tfjs itself", ({ op, name }) => {
  expect(() => op(zeros([2], "int32"))).toThrow(
    `Argument 'x' passed to '${name}' must be float32 tensor, but got int32 tensor`,
  );
});

test("what tfjs-backend-wasm gets wrong is right: log1p of 1e-10, sigmoid of −90", () => {
  expect(mismatches("log1p", entriesOf(log1p(tensor1d([1e-10]))), [1e-10], { ulp: 1 })).toEqual([]);
  expect(mismatches("sigmoid", entriesOf(sigmoid(tensor1d([-90]))), [Math.exp(-90)], { ulp: 1 })).toEqual([]);
});

test("sign of special numbers: −1, 0, 1, and NaN of NaN; of int32 it is int32", () => {
  const expected = specialNumbers.map((x) => Math.sign(x) + 0);
  expect(firstDifference(entriesOf(sign(tensor1d([...specialNumbers]))), expected)).toBeUndefined();
  const integers = sign(tensor1d([-3, 0, 5], "int32"));
  expect(integers.dtype).toBe("int32");
  expect(entriesOf(integers)).toEqual([-1, 0, 1]);
});

test("int32 stays int32: abs, neg, square and relu", () => {
  const x = tensor1d([-3, 0, 5, 2 ** 31 - 1, -65536], "int32");
  const cases = [
    { got: abs(x), expected: [3, 0, 5, 2 ** 31 - 1, 65536] },
    { got: neg(x), expected: [3, 0, -5, 1 - 2 ** 31, 65536] },
    { got: square(x), expected: [9, 0, 25, 1, 0] },
    { got: relu(x), expected: [0, 0, 5, 2 ** 31 - 1, 0] },
  ];
  for (const { got, expected } of cases) {
    expect(got.dtype).toBe("int32");
    expect(entriesOf(got)).toEqual(expected);
  }
});

const exact = [
  { name: "abs", op: abs, of: Math.abs },
  { name: "ceil", op: ceil, of: Math.ceil },
  { name: "floor", op: floor, of: Math.floor },
  { name: "neg", op: neg, of: (x: number) => -x },
  { name: "reciprocal", op: reciprocal, of: (x: number) => 1 / x },
  { name: "sqrt", op: sqrt, of: Math.sqrt },
  { name: "square", op: square, of: (x: number) => x * x },
];

test.for(exact)("$name of special numbers is exact", ({ op, of }) => {
  const expected = specialNumbers.map((x) => Math.fround(of(x)));
  expect(firstDifference(entriesOf(op(tensor1d([...specialNumbers]))), expected)).toBeUndefined();
});

test.for([
  { name: "relu", op: relu, negative: 0 },
  { name: "elu", op: elu, negative: -1 },
  { name: "selu", op: selu, negative: Math.fround(-1.7580993408473766) },
])("$name keeps a NaN, +Infinity and −0, and ends at $negative", ({ op, negative }) => {
  const x = tensor1d([Number.NaN, Infinity, -Infinity, -0, -1000]);
  expect(entriesOf(op(x))).toEqual([Number.NaN, Infinity, negative, -0, negative]);
});

test("round takes the even one of two", () => {
  const x = tensor1d([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 0.49999997, 8388609, Number.NaN]);
  const expected = [-2, -2, -0, 0, 2, 2, 0, 8388609, Number.NaN];
  expect(firstDifference(entriesOf(tfRound(x)), expected)).toBeUndefined();
});

test("erf ends at ±1, is odd, and keeps the digits of small numbers", () => {
  const x = tensor1d([Infinity, -Infinity, 10, -10, 1e-20, -0, Number.NaN]);
  const small = Math.fround((2 / Math.sqrt(Math.PI)) * Math.fround(1e-20));
  expect(entriesOf(erf(x))).toEqual([1, -1, 1, -1, small, -0, Number.NaN]);
});

test("sin and cos are right within 0.51 units up to 2²⁵, and within 3 beyond: of 2²⁰ draws of any size", () => {
  const stream = randomStream(0, "angles");
  const angles = Float32Array.from({ length: 2 ** 20 }, () => 2 ** (128 * stream.uniform()) - 1);
  const sizes = [angles.filter((x) => x < 2 ** 25), angles.filter((x) => x >= 2 ** 25 && x < Infinity)];
  for (const [i, x] of sizes.entries()) {
    const ulp = [0.51, 3][i]!;
    expect(mismatches("sin", entriesOf(sin(tensor1d(x))), Array.from(x, Math.sin), { ulp })).toEqual([]);
    expect(mismatches("cos", entriesOf(cos(tensor1d(x))), Array.from(x, Math.cos), { ulp })).toEqual([]);
  }
});

test("sin and cos next to a multiple of π/2, where all digits cancel: within 3 units", () => {
  // the float32 nearest to a multiple of π/2
  const x = Float32Array.of(16367173 * 2 ** 72, 5.1 * 2 ** 20 * Math.PI, 11 * Math.PI, Math.PI / 2);
  const all = Float32Array.from([...x, ...x.map((entry) => -entry)]);
  expect(mismatches("cos", entriesOf(cos(tensor1d(all))), Array.from(all, Math.cos), { ulp: 3 })).toEqual([]);
  expect(mismatches("sin", entriesOf(sin(tensor1d(all))), Array.from(all, Math.sin), { ulp: 3 })).toEqual([]);
});

test("sin and cos of special numbers: NaN of infinity, ±0 of ±0, 1 of ±0", () => {
  const x = tensor1d([Infinity, -Infinity, Number.NaN, 0, -0, 2 ** -149]);
  const nan = Number.NaN;
  expect(entriesOf(sin(x))).toEqual([nan, nan, nan, 0, -0, 2 ** -149]);
  expect(entriesOf(cos(x))).toEqual([nan, nan, nan, 1, 1, 1]);
});

test.for(cases)("$name can be replayed", ({ op }) => {
  const x = tensor1d([0.25, 0.5, 0.75, 0.875, 0.9]);
  expect(replayProblem(x, [-0.75, -0.125, 0.0625, 0.5, -1], () => op(x))).toBeUndefined();
});
