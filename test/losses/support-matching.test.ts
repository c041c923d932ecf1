import { type Rank, scalar, variable, variableGrads } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { leastMeanValue, supportConstraintLoss } from "../../src/losses/support-matching.ts";
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

test("the constraint within 2e-6, its gradient within 1e-4 of its float64 twin's", () => {
  const discrepancies = vector(randomStream(0, "discrepancies"), [6]);
  const twin = (d: number[]) => [total(d.map((each) => 1.5 * (each - 0.25))) / d.length];
  const loss = () => supportConstraintLoss(discrepancies, { multiplier: scalar(1.5), threshold: 0.25 });
  expect(differences([discrepancies], loss, twin)).toEqual([]);
});

test("by hand: discrepancies 0.5 and 1, λ = 2, ε = 0.25 give (2 · 0.25 + 2 · 0.75)/2 = 1", () => {
  const weights = { multiplier: scalar(2), threshold: 0.25 };
  expect(entriesOf(supportConstraintLoss(vectorOf([0.5, 1]), weights))).toEqual([1]);
});

test("λ is a constant in it", () => {
  const multiplier = variable<Rank.R0>(scalar(2));
  const discrepancies = vectorOf([0.5]);
  const { grads } = variableGrads(
    () => supportConstraintLoss(discrepancies, { multiplier, threshold: 0.25 }),
    [multiplier, discrepancies],
  );
  expect(Object.keys(grads)).toEqual([discrepancies.name]);
});
