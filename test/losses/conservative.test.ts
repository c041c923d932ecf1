import { mean, type Tensor1D, type Tensor2D, variableGrads } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import {
  behaviorMaximizerValue,
  conservativePenalty,
  entropyMaximizerValue,
  expectedValue,
  uniformValue,
} from "../../src/losses/conservative.ts";
import { init } from "../../src/tensor/init.ts";
import { softmax } from "../../src/tensor/softmax.ts";
import { categoricalEntropy } from "../kernels/reference/categorical.ts";
import { rows } from "../kernels/reference/rows.ts";
import { logSumExp, softmax as softmaxReference } from "../kernels/reference/softmax.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix, vector } from "../tensor/draw.ts";
import { entriesOf, matrixOf, vectorOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const values = matrix(randomStream(0, "values"), [7, 5], 3);
const probabilities = softmax(matrix(randomStream(0, "logits"), [7, 5]));
const probabilityRows = rows(entriesOf(probabilities), 5);

function weighted(row: readonly number[], weights: readonly number[]): number {
  return total(row.map((value, action) => value * weights[action]!));
}

interface Term {
  name: string;
  pushedDown(q: Tensor2D): Tensor1D;
  /** Of row i, in float64. */
  reference(row: number[], i: number): number;
}

const terms: Term[] = [
  { name: "entropyMaximizerValue", pushedDown: entropyMaximizerValue, reference: (row) => logSumExp(row) },
  {
    name: "entropyMaximizerValue at temperature 0.25",
    pushedDown: (q) => entropyMaximizerValue(q, 0.25),
    reference: (row) => logSumExp(row, 0.25),
  },
  {
    name: "behaviorMaximizerValue",
    pushedDown: (q) => behaviorMaximizerValue(q, probabilities),
    reference: (row, i) => Math.log(weighted(row.map(Math.exp), probabilityRows[i]!)),
  },
  {
    name: "expectedValue",
    pushedDown: (q) => expectedValue(q, probabilities),
    reference: (row, i) => weighted(row, probabilityRows[i]!),
  },
  { name: "uniformValue", pushedDown: uniformValue, reference: (row) => total(row) / row.length },
];

test.for(terms)(
  "$name: values within 2e-6, gradient within 1e-4 of the largest entry of its float64 twin's",
  ({ pushedDown, reference }) => {
    const twin = (entries: number[]) => rows(entries, 5).map(reference);
    expect(differences([values], () => pushedDown(values), twin)).toEqual([]);
  },
);

test.for([
  { name: "entropyMaximizerValue: ln(1 + 3)", got: entropyMaximizerValue, expected: Math.log(4) },
  {
    name: "entropyMaximizerValue at T = 1/2: ½ ln(1 + 3²)",
    got: (q: Tensor2D) => entropyMaximizerValue(q, 0.5),
    expected: Math.log(10) / 2,
  },
  {
    name: "behaviorMaximizerValue under (¼, ¾): ln(¼·1 + ¾·3)",
    got: (q: Tensor2D) => behaviorMaximizerValue(q, matrixOf([[0.25, 0.75]])),
    expected: Math.log(2.5),
  },
  {
    name: "expectedValue under (¼, ¾): ¾ ln 3",
    got: (q: Tensor2D) => expectedValue(q, matrixOf([[0.25, 0.75]])),
    expected: 0.75 * Math.log(3),
  },
  { name: "uniformValue: ½ ln 3", got: uniformValue, expected: Math.log(3) / 2 },
])("by hand, Q = (0, ln 3), within 1e-6: $name", ({ got, expected }) => {
  expect(Math.abs(entriesOf(got(matrixOf([[0, Math.log(3)]])))[0]! - expected)).toBeLessThan(1e-6);
});

test("by hand: pushed down (2, 4) and up (1, 1) is ½(1 + 3) = 2, and pushed down alone ½(2 + 4) = 3", () => {
  const pushedDown = vectorOf([2, 4]);
  expect(entriesOf(conservativePenalty(pushedDown, vectorOf([1, 1])))).toEqual([2]);
  expect(entriesOf(conservativePenalty(pushedDown))).toEqual([3]);
});

test("the penalty's gradient is 1/rows in what is pushed down, −1/rows in what is pushed up", () => {
  const [down, up] = [vectorOf([1, 2, 3, 4]), vectorOf([5, 6, 7, 8])];
  const gradients = gradientsOf([down, up], () => conservativePenalty(down, up));
  expect(gradients).toEqual([Array(4).fill(0.25), Array(4).fill(-0.25)]);
});

test("by hand: gaps of 1 and 3 within [2, 2.5] count as 2 and 2.5, and neither has a gradient; within [0, 2.5] the first has", () => {
  const [down, up] = [vectorOf([2, 4]), vectorOf([1, 1])];
  expect(entriesOf(conservativePenalty(down, up, [2, 2.5]))).toEqual([2.25]);
  const gradients = (bounds: [number, number]) =>
    gradientsOf([down, up], () => conservativePenalty(down, up, bounds));
  expect(gradients([2, 2.5]).flat().map(Math.abs)).toEqual([0, 0, 0, 0]);
  expect(gradients([0, 2.5]).map(([first]) => first)).toEqual([0.5, -0.5]);
});

test("the maximizer: T·lse(Q/T) = E_μ Q + T·H(μ) at μ = softmax(Q/T), and not below it at any other μ, within 1e-5", () => {
  const temperature = 0.5;
  const maximum = entriesOf(entropyMaximizerValue(values, temperature));
  rows(entriesOf(values), 5).forEach((row, i) => {
    const bound = (logits: number[]) =>
      weighted(row, softmaxReference(logits)) + temperature * categoricalEntropy(logits);
    expect(Math.abs(maximum[i]! - bound(row.map((value) => value / temperature)))).toBeLessThan(1e-5);
    expect(bound(probabilityRows[i]!.map(Math.log))).toBeLessThanOrEqual(maximum[i]! + 1e-5);
  });
});

test("an action of behavior probability 0 counts for nothing, in value and gradient", () => {
  const q = matrixOf([[50, 1]]);
  const behavior = matrixOf([[0, 1]]);
  expect(entriesOf(behaviorMaximizerValue(q, behavior))).toEqual([1]);
  expect(gradientsOf([q], () => behaviorMaximizerValue(q, behavior))).toEqual([[0, 1]]);
});

test.for([
  { name: "expectedValue", pushedDown: expectedValue },
  { name: "behaviorMaximizerValue", pushedDown: behaviorMaximizerValue },
])("$name: the distribution is a constant, even one that is made of the values", ({ pushedDown }) => {
  const q = matrixOf([[1, 2, 4]]);
  const made = gradientsOf([q], () => pushedDown(q, softmax(q)));
  const given = softmax(q);
  expect(made).toEqual(gradientsOf([q], () => pushedDown(q, given)));
});

test("what is pushed down and up balances: the gradient of each row adds up to 0, within 1e-7", () => {
  const dataValues = vector(randomStream(0, "data values"), [7]);
  const { grads } = variableGrads(
    () => conservativePenalty(entropyMaximizerValue(values), dataValues),
    [values, dataValues],
  );
  const rowSums = entriesOf(mean(grads[values.name]!, 1)).map((average) => 5 * average);
  rowSums.forEach((sum, i) => {
    expect(Math.abs(sum + entriesOf(grads[dataValues.name]!)[i]!)).toBeLessThan(1e-7);
  });
});
