import {
  abs,
  add,
  addN,
  isFinite as areFinite,
  isInf as areInfinite,
  isNaN as areNaN,
  argMax,
  argMin,
  atanh,
  clipByValue,
  cumsum,
  type DataType,
  div,
  erf,
  exp,
  expm1,
  floorDiv,
  leakyRelu,
  log1p,
  max,
  maximum,
  mean,
  memory,
  min,
  minimum,
  mod,
  mul,
  type NamedAttrMap,
  neg,
  pow,
  prod,
  reciprocal,
  relu,
  relu6,
  round,
  selu,
  sign,
  softplus,
  square,
  squaredDifference,
  step,
  sub,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { runOp } from "../../../src/tensor/op.ts";
import { mismatches } from "../../conformance.ts";
import { activation } from "../../kernels/reference/activation.ts";
import { elementary } from "../../kernels/reference/elementary.ts";
import { entriesOf } from "../entries.ts";

await init();

interface Case {
  name: string;
  op(x: Tensor): Tensor;
  of(x: number): number;
  dtype: DataType;
}

function typed(dtype: DataType, cases: Omit<Case, "dtype">[]): Case[] {
  return cases.map((each) => ({ ...each, dtype }));
}

const whole = typed("int32", [
  { name: "abs", op: abs, of: Math.abs },
  { name: "neg", op: neg, of: (x) => -x },
  { name: "relu", op: relu, of: (x) => Math.max(x, 0) },
  { name: "relu6", op: relu6, of: (x) => Math.min(Math.max(x, 0), 6) },
  { name: "round", op: round, of: (x) => x },
  { name: "sign", op: sign, of: Math.sign },
  { name: "square", op: square, of: (x) => x * x },
  { name: "step", op: step, of: (x) => Number(x > 0) },
]);
const real = typed("float32", [
  { name: "atanh", op: atanh, of: elementary.atanh },
  { name: "exp", op: exp, of: elementary.exp },
  { name: "expm1", op: expm1, of: elementary.expm1 },
  { name: "leakyRelu", op: leakyRelu, of: (x: number) => (x > 0 ? x : 0.2 * x) },
  { name: "log1p", op: log1p, of: elementary.log1p },
  { name: "reciprocal", op: reciprocal, of: (x: number) => 1 / x },
  { name: "selu", op: selu, of: activation.selu },
  { name: "softplus", op: softplus, of: elementary.softplus },
]);
const classes = typed("bool", [
  { name: "isFinite", op: areFinite, of: () => 1 },
  { name: "isInf", op: areInfinite, of: () => 0 },
  { name: "isNaN", op: areNaN, of: () => 0 },
]);
const unary = [...whole, ...real, ...classes];

const integers = [-2, 0, 4, 7, 0x7f800000, -1, 3];
const truths = [1, 0, 1, 1, 0, 0, 1];

test.for(unary)(
  "$name of int32 is $dtype, of the numbers and not of their bits",
  ({ name, op, of, dtype }) => {
    const got = op(tensor1d(integers.slice(0, name === "square" ? 4 : 7), "int32"));
    expect(got.dtype).toBe(dtype);
    const expected = integers.slice(0, got.size).map((x) => of(x) + 0);
    expect(mismatches(name, entriesOf(got), expected.map(Math.fround), { ulp: 3 })).toEqual([]);
  },
);

test.for(unary)("$name of bool is $dtype, of 0 and 1", ({ name, op, of, dtype }) => {
  const got = op(tensor1d(truths, "bool"));
  expect(got.dtype).toBe(dtype);
  expect(
    mismatches(
      name,
      entriesOf(got),
      truths.map((x) => of(x) + 0),
      { ulp: 3 },
    ),
  ).toEqual([]);
});

test("erf of int32 is float32", () => {
  const got = erf(tensor1d([-1, 0, 2], "int32"));
  expect(got.dtype).toBe("float32");
  expect(mismatches("erf", entriesOf(got), [-1, 0, 2].map(activation.erf), { ulp: 3 })).toEqual([]);
});

const binary = [
  { name: "add", op: add, of: (x: number, y: number) => x | y },
  { name: "addN", op: (a: Tensor, b: Tensor) => addN([a, b]), of: (x: number, y: number) => x | y },
  { name: "sub", op: sub, of: (x: number, y: number) => x ^ y },
  { name: "mul", op: mul, of: (x: number, y: number) => x & y },
  { name: "div", op: div, of: (x: number, y: number) => x & y },
  { name: "floorDiv", op: floorDiv, of: (x: number, y: number) => x & y },
  { name: "mod", op: mod, of: (x: number, y: number) => x & (1 - y) },
  { name: "pow", op: pow, of: (x: number, y: number) => x ** y },
  { name: "squaredDifference", op: squaredDifference, of: (x: number, y: number) => x ^ y },
];

test.for(binary)("$name of bool is bool: true where it is not 0", ({ op, of }) => {
  const [a, b] = [tensor1d([0, 0, 1, 1, 1], "bool"), tensor1d([0, 1, 0, 1, 1], "bool")];
  const got = op(a, b);
  expect(got.dtype).toBe("bool");
  expect(entriesOf(got)).toEqual([of(0, 0), of(0, 1), of(1, 0), of(1, 1), of(1, 1)]);
});

test("pow of int32 is exact, modulo 2³², and 0 where it is a fraction", () => {
  const [a, b] = [
    tensor1d([5, -3, 2, 10, 0, 2, -1, 0], "int32"),
    tensor1d([11, 3, 31, 0, 0, -1, -3, -1], "int32"),
  ];
  const got = pow(a, b);
  expect(got.dtype).toBe("int32");
  expect(entriesOf(got)).toEqual([48_828_125, -27, -(2 ** 31), 1, 1, 0, -1, 0]);
});

const reductions = [
  { kernel: "Max", dtype: "bool", expected: [1, 0, 1] },
  { kernel: "Min", dtype: "bool", expected: [0, 0, 1] },
  { kernel: "Prod", dtype: "int32", expected: [0, 0, 1] },
  { kernel: "Sum", dtype: "int32", expected: [1, 0, 3] },
  { kernel: "ArgMax", dtype: "int32", expected: [1, 0, 0] },
  { kernel: "ArgMin", dtype: "int32", expected: [0, 0, 0] },
];

test.for(reductions)("the kernel $kernel of bool gives $dtype", ({ kernel, dtype, expected }) => {
  const x = tensor2d([0, 1, 0, 0, 0, 0, 1, 1, 1], [3, 3], "bool");
  const attributes: NamedAttrMap = kernel === "Max" ? { reductionIndices: [1] } : { axis: [1] };
  const got = runOp<Tensor>(kernel, { x }, kernel.startsWith("Arg") ? { axis: 1 } : attributes);
  expect(got).toMatchObject({ shape: [3], dtype });
  expect(entriesOf(got)).toEqual(expected);
});

test("cumsum of bool counts, and clipByValue of it stays bool", () => {
  const x = tensor1d(truths, "bool");
  const counts = cumsum(x);
  expect(counts.dtype).toBe("int32");
  expect(entriesOf(counts)).toEqual([1, 1, 2, 3, 3, 3, 4]);
  const limited = clipByValue(x, 0, 1);
  expect(limited.dtype).toBe("bool");
  expect(entriesOf(limited)).toEqual(truths);
});

const all: { name: string; op(x: Tensor): Tensor }[] = [
  ...unary,
  ...binary.map(({ name, op }) => ({ name, op: (x: Tensor) => op(x, x) })),
  { name: "minimum", op: (x) => minimum(x, x) },
  { name: "maximum", op: (x) => maximum(x, x) },
  ...[sum, mean, prod, max, min, cumsum].map((op) => ({ name: op.name, op: (x: Tensor) => op(x) })),
  { name: "argMax", op: (x) => argMax(x) },
  { name: "argMin", op: (x) => argMin(x) },
  { name: "clipByValue", op: (x) => clipByValue(x, 0, 1) },
];

test.for(all)("$name of int32 and bool can be captured, and leaves one tensor", ({ op }) => {
  for (const x of [tensor1d([1, 2, 3], "int32"), tensor1d([1, 0, 1], "bool")]) {
    const captured = capture(() => tidy(() => op(x)));
    captured.run();
    const before = memory();
    const got = op(x);
    expect(entriesOf(captured.result)).toEqual(entriesOf(got));
    got.dispose();
    expect(memory()).toEqual(before);
    captured.dispose();
  }
});
