import {
  atanh,
  exp,
  expm1,
  log,
  log1p,
  sigmoid,
  sign,
  softplus,
  type Tensor,
  tanh,
  tensor,
  tensor1d,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { mismatches } from "../conformance.ts";
import { firstDifference } from "../first-difference.ts";
import { normals } from "../kernels/draw.ts";
import { elementary } from "../kernels/reference/elementary.ts";
import { entriesOf } from "./entries.ts";
import { specialNumbers } from "./special-numbers.ts";

await init();

type Name = "exp" | "expm1" | "log" | "log1p" | "tanh" | "atanh" | "sigmoid" | "softplus";

interface Case {
  name: Name;
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
];

const shapes = [[], [1], [3], [4], [5], [0], [7, 1], [2, 3, 5], [33, 31]];

test.for(cases.flatMap((each) => shapes.map((shape) => ({ ...each, shape }))))(
  "$name of the shape [$shape]: within 2.5 units in the last place of float64",
  ({ name, op, domain, shape }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const x = tensor(normals(randomStream(0, name), size, 2).map(domain), shape);
    const got = op(x);
    expect(got).toMatchObject({ shape, dtype: "float32" });
    expect(mismatches(name, entriesOf(got), entriesOf(x).map(elementary[name]), { ulp: 2.5 })).toEqual([]);
  },
);

test.for([
  { op: exp, name: "exp" as const },
  { op: expm1, name: "expm1" as const },
])("$name of int32 is left to tfjs, which gives float32 within 2e-6", ({ op, name }) => {
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

test("sign of special numbers: −1, 0, 1, and NaN of NaN; of int32 it is left to tfjs", () => {
  const expected = specialNumbers.map((x) => Math.sign(x) + 0);
  expect(firstDifference(entriesOf(sign(tensor1d([...specialNumbers]))), expected)).toBeUndefined();
  const integers = sign(tensor1d([-3, 0, 5], "int32"));
  expect(integers.dtype).toBe("int32");
  expect(entriesOf(integers)).toEqual([-1, 0, 1]);
});
