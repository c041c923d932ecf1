import { type Rank, scalar, variable, variableGrads } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { leastMeanValue, supportMatchingLoss } from "../../src/losses/support-matching.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix, vector } from "../tensor/draw.ts";
import { entriesOf, matrixOf, vectorOf } from "../tensor/entries.ts";

await init();

test("the least mean value within 2e-6, its gradient within 1e-4 of its float64 twin's", () => {
  const [critics, samples, rows] = [3, 4, 5];
  const values = matrix(randomStream(0, "values"), [critics, samples * rows]);
  const meanOf = (entries: number[], critic: number, row: number) =>
    total(Array.from({ length: samples }, (_, j) => entries[(critic * samples + j) * rows + row]!)) / samples;
  const twin = (entries: number[]) =>
    Array.from({ length: rows }, (_, row) =>
      Math.min(...Array.from({ length: critics }, (_, critic) => meanOf(entries, critic, row))),
    );
  expect(differences([values], () => leastMeanValue(values, samples), twin)).toEqual([]);
});

test("by hand: the mean over samples comes before the minimum over critics", () => {
  // one row, two samples: means 2 and 2.5; the minimum of each sample first would give (0 + 2)/2
  const values = matrixOf([
    [0, 4],
    [3, 2],
  ]);
  expect(entriesOf(leastMeanValue(values, 2))).toEqual([2]);
});

test.for([0, 1])(
  "value weight %d: the loss within 2e-6, gradients within 1e-4 of its float64 twin's",
  (weight) => {
    const values = vector(randomStream(0, "values"), [6]);
    const discrepancies = vector(randomStream(0, "discrepancies"), [6]);
    const weights = { multiplier: scalar(1.5), threshold: 0.25, valueWeight: scalar(weight) };
    const twin = (v: number[], d: number[]) => [
      total(v.map((value, i) => 1.5 * (d[i]! - 0.25) - weight * value)) / v.length,
    ];
    const loss = () => supportMatchingLoss(values, discrepancies, weights);
    expect(differences([values, discrepancies], loss, twin)).toEqual([]);
  },
);

test("by hand: value 3, discrepancy 0.5, λ = 2, ε = 0.25 give 2 · 0.25 − 3 = −2.5; without the value 0.5", () => {
  const loss = (valueWeight: number) =>
    supportMatchingLoss(vectorOf([3]), vectorOf([0.5]), {
      multiplier: scalar(2),
      threshold: 0.25,
      valueWeight: scalar(valueWeight),
    });
  expect(entriesOf(loss(1))).toEqual([-2.5]);
  expect(entriesOf(loss(0))).toEqual([0.5]);
});

test("λ and the weight of the value are constants in it", () => {
  const [multiplier, valueWeight] = [variable<Rank.R0>(scalar(2)), variable<Rank.R0>(scalar(1))];
  const discrepancies = vectorOf([0.5]);
  const { grads } = variableGrads(
    () => supportMatchingLoss(vectorOf([3]), discrepancies, { multiplier, threshold: 0.25, valueWeight }),
    [multiplier, valueWeight, discrepancies],
  );
  expect([multiplier, valueWeight, discrepancies].map(({ name }) => name in grads)).toEqual([
    false,
    false,
    true,
  ]);
});
