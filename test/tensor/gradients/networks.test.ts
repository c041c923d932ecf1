import {
  add,
  matMul,
  mean,
  relu,
  square,
  sub,
  type Tensor1D,
  type Tensor2D,
  tanh,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { dense } from "../../../src/tensor/dense.ts";
import { init } from "../../../src/tensor/init.ts";
import { rows } from "../../kernels/reference/rows.ts";
import { total } from "../../kernels/reference/total.ts";
import { differences } from "../differences.ts";
import { matrix, vector } from "../draw.ts";
import { entriesOf } from "../entries.ts";
import { gradientsOf } from "../tape.ts";

await init();

const [batch, inputs, hidden, outputs] = [6, 3, 7, 2];
const stream = randomStream(0, "network");
const x = matrix(stream, [batch, inputs]);
const wanted = matrix(stream, [batch, outputs]);
const variables = [
  matrix(stream, [inputs, hidden]),
  vector(stream, [hidden]),
  matrix(stream, [hidden, hidden]),
  vector(stream, [hidden]),
  matrix(stream, [hidden, outputs]),
  vector(stream, [outputs]),
] as const;

type Layer = (x: Tensor2D, kernel: Tensor2D, bias: Tensor1D) => Tensor2D;
const stock: Layer = (h, kernel, bias) => add(matMul(h, kernel), bias);

/** The mean squared error of a network with a relu and a tanh layer. */
function loss(reluLayer: Layer, linearLayer: Layer) {
  const [k0, b0, k1, b1, k2, b2] = variables;
  const first = reluLayer(x, k0, b0);
  const second = tanh(linearLayer(first, k1, b1));
  return mean(square(sub(linearLayer(second, k2, b2), wanted)));
}

const withStockOps = () => loss((h, kernel, bias) => relu(stock(h, kernel, bias)), stock);
const withDense = () =>
  loss(
    (h, kernel, bias) => dense(h, kernel, bias, "relu"),
    (h, kernel, bias) => dense(h, kernel, bias, "linear"),
  );

function affine(h: number[][], kernel: number[], bias: number[]): number[][] {
  return h.map((row) =>
    bias.map((shift, j) => shift + total(row.map((entry, i) => entry * kernel[i * bias.length + j]!))),
  );
}

function reference(...[k0, b0, k1, b1, k2, b2]: number[][]): number[] {
  const first = affine(rows(entriesOf(x), inputs), k0!, b0!).map((row) => row.map((h) => Math.max(h, 0)));
  const second = affine(first, k1!, b1!).map((row) => row.map(Math.tanh));
  const target = rows(entriesOf(wanted), outputs);
  const errors = affine(second, k2!, b2!).flatMap((row, i) => row.map((y, j) => (y - target[i]![j]!) ** 2));
  return [total(errors) / errors.length];
}

test.for([
  { name: "tf.matMul, tf.add and tf.relu", evaluate: withStockOps },
  { name: "dense", evaluate: withDense },
])(
  "a network of $name: loss within 2e-6 and the gradients in all six variables within 1e-4 of float64",
  ({ evaluate }) => {
    expect(differences([...variables], evaluate, reference)).toEqual([]);
  },
);

test("a network of stock ops and one of dense have the same gradients to the bit", () => {
  expect(gradientsOf([...variables], withDense)).toEqual(gradientsOf([...variables], withStockOps));
});
