import {
  add,
  dispose,
  matMul,
  type Rank,
  relu,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
  type Variable,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { dense, ensembleDense } from "../../src/tensor/dense.ts";
import { init } from "../../src/tensor/init.ts";
import fc from "../fast-check.ts";
import { rows } from "../kernels/reference/rows.ts";
import { differences } from "./differences.ts";
import { cube, matrix, vector } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { gradientsOf } from "./tape.ts";

await init();

/** One layer in float64; x, kernel and bias are flat. */
function layer(x: number[], kernel: number[], bias: number[], activation: string): number[] {
  const outputs = bias.length;
  return rows(x, kernel.length / outputs).flatMap((row) =>
    bias.map((shift, j) => {
      const y = row.reduce((total, entry, i) => total + entry * kernel[i * outputs + j]!, shift);
      return activation === "relu" ? Math.max(y, 0) : y;
    }),
  );
}

const activations = ["linear", "relu"] as const;
const sizes = [
  { batch: 1, inputs: 1, outputs: 1 },
  { batch: 1, inputs: 5, outputs: 3 },
  { batch: 7, inputs: 4, outputs: 1 },
  { batch: 5, inputs: 1, outputs: 17 },
  { batch: 5, inputs: 7, outputs: 18 },
];
const layers = sizes.flatMap((size) => activations.map((activation) => ({ ...size, activation })));

test.for(layers)(
  "dense [$batch, $inputs] to $outputs, $activation: value within 2e-6, gradients in x, kernel and bias within 1e-4 of float64",
  ({ batch, inputs, outputs, activation }) => {
    const stream = randomStream(0, `dense ${batch} ${inputs} ${outputs}`);
    const x = matrix(stream, [batch, inputs]);
    const kernel = matrix(stream, [inputs, outputs]);
    const bias = vector(stream, [outputs]);
    const evaluate = () => dense(x, kernel, bias, activation);
    const reference = (xs: number[], ks: number[], bs: number[]) => layer(xs, ks, bs, activation);
    expect(differences([x, kernel, bias], evaluate, reference)).toEqual([]);
  },
);

const ensembles = [1, 3].flatMap((members) => layers.map((each) => ({ ...each, members })));

/** The layers of all members; `x` is one for all or one a member. */
function ensemble(x: number[][], kernel: number[], bias: number[], members: number, activation: string) {
  const kernels = rows(kernel, kernel.length / members);
  return rows(bias, bias.length / members).flatMap((shift, i) =>
    layer(x[i % x.length]!, kernels[i]!, shift, activation),
  );
}

test.for(ensembles)(
  "ensembleDense of $members, each with its own x [$batch, $inputs] to $outputs, $activation: as dense",
  ({ members, batch, inputs, outputs, activation }) => {
    const stream = randomStream(0, `ensemble ${members} ${batch} ${inputs} ${outputs}`);
    const x = cube(stream, [members, batch, inputs]);
    const kernel = cube(stream, [members, inputs, outputs]);
    const bias = matrix(stream, [members, outputs]);
    const evaluate = () => ensembleDense(x, kernel, bias, activation);
    const reference = (xs: number[], ks: number[], bs: number[]) =>
      ensemble(rows(xs, batch * inputs), ks, bs, members, activation);
    expect(differences([x, kernel, bias], evaluate, reference)).toEqual([]);
  },
);

test.for(ensembles)(
  "ensembleDense of $members that share x [$batch, $inputs] to $outputs, $activation: the gradient in x is the sum over members",
  ({ members, batch, inputs, outputs, activation }) => {
    const stream = randomStream(0, `shared ${members} ${batch} ${inputs} ${outputs}`);
    const x = matrix(stream, [batch, inputs]);
    const kernel = cube(stream, [members, inputs, outputs]);
    const bias = matrix(stream, [members, outputs]);
    const evaluate = () => ensembleDense(x, kernel, bias, activation);
    const reference = (xs: number[], ks: number[], bs: number[]) =>
      ensemble([xs], ks, bs, members, activation);
    expect(differences([x, kernel, bias], evaluate, reference)).toEqual([]);
  },
);

/** The value, and the gradients of its sum. */
function valueAndGradients(variables: Variable[], evaluate: () => Tensor): number[][] {
  return [tidy(() => entriesOf(evaluate())), ...gradientsOf(variables, evaluate)];
}

/** 0 and −0 are one number here. */
function numbers(arrays: number[][]): number[][] {
  return arrays.map((values) => values.map((value) => value + 0));
}

test("of any shape up to 40 × 40 × 40, dense is matMul, add and relu to the bit, forward and backward", () => {
  const size = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(size, size, size, fc.constantFrom(...activations), (batch, inputs, outputs, activation) => {
      const stream = randomStream(1, `${batch} ${inputs} ${outputs}`);
      const x = matrix(stream, [batch, inputs]);
      const kernel = matrix(stream, [inputs, outputs]);
      const bias = vector(stream, [outputs]);
      const variables = [x, kernel, bias];
      const fused = valueAndGradients(variables, () => dense(x, kernel, bias, activation));
      const composed = valueAndGradients(variables, () => {
        const y = add(matMul(x, kernel), bias);
        return activation === "relu" ? relu(y) : y;
      });
      dispose(variables);
      expect(numbers(fused)).toEqual(numbers(composed));
    }),
    { numRuns: 60 },
  );
});

test("relu passes no gradient at 0, and keeps a NaN", () => {
  const kernel = matrixOf([[1]]);
  const bias = tensor1d([0]);
  const x = tensor2d([-1, 0, 1, Number.NaN], [4, 1]);
  expect(entriesOf(dense(x, kernel, bias, "relu"))).toEqual([0, 0, 1, Number.NaN]);
  const finite = tensor2d([-1, 0, 3], [3, 1]);
  expect(gradientsOf([kernel], () => dense(finite, kernel, bias, "relu"))).toEqual([[3]]);
});

test("a batch of no rows has the value [0, outputs] and gradients of exactly 0", () => {
  const stream = randomStream(0, "no rows");
  const [kernel, bias] = [matrix(stream, [2, 3]), vector(stream, [3])];
  const x = zeros<Rank.R2>([0, 2]);
  const evaluate = () => dense(x, kernel, bias, "relu");
  expect(evaluate().shape).toEqual([0, 3]);
  expect(gradientsOf([kernel, bias], evaluate)).toEqual([new Array(6).fill(0), new Array(3).fill(0)]);
});

test.for([
  { activation: "linear" as const, expected: [1, -2, 3, 1, -2, 3] },
  { activation: "relu" as const, expected: [1, 0, 3, 1, 0, 3] },
])("without inputs a layer is its bias alone, $activation", ({ activation, expected }) => {
  const bias = tensor1d([1, -2, 3]);
  expect(entriesOf(dense(zeros([2, 0]), zeros([0, 3]), bias, activation))).toEqual(expected);
});

test.for([
  { x: [2, 3], kernel: [4, 5], bias: [5] },
  { x: [2, 3], kernel: [3, 5], bias: [4] },
  { x: [2, 3], kernel: [3, 1], bias: [1, 1] },
] as const)(
  "dense refuses x [$x], kernel [$kernel], bias [$bias] and names all three",
  ({ x, kernel, bias }) => {
    expect(() => dense(zerosAs(x), zerosAs(kernel), zerosAs(bias), "relu")).toThrow(
      new RangeError(`the shapes of a dense layer do not fit: x [${x}], kernel [${kernel}], bias [${bias}]`),
    );
  },
);

test.for([
  { x: [3, 2, 3], kernel: [2, 3, 5], bias: [2, 5] },
  { x: [2, 3], kernel: [2, 3, 5], bias: [5] },
  { x: [2, 2, 3], kernel: [3, 5], bias: [5] },
] as const)("ensembleDense refuses x [$x], kernel [$kernel], bias [$bias]", ({ x, kernel, bias }) => {
  expect(() => ensembleDense(zerosAs(x), zerosAs(kernel), zerosAs(bias), "relu")).toThrow(
    new RangeError(`the shapes of a dense layer do not fit: x [${x}], kernel [${kernel}], bias [${bias}]`),
  );
});

test("int32 is refused by name, for its bits would be read as float32", () => {
  const x = zeros<Rank.R2>([2, 3], "int32");
  expect(() => dense(x, zeros([3, 1]), zeros([1]), "relu")).toThrow(
    new TypeError("x must be float32; got int32"),
  );
  expect(() => dense(zeros([2, 3]), zeros([3, 1]), zeros([1], "int32"), "relu")).toThrow(
    new TypeError("bias must be float32; got int32"),
  );
});

test("an activation that it does not have is refused, not taken for linear", () => {
  const activation = JSON.parse('"tanh"');
  expect(() => dense(zeros([2, 3]), zeros([3, 1]), zeros([1]), activation)).toThrow(
    new RangeError("the activation of a dense layer must be linear or relu; got tanh"),
  );
});
