import type { Rank } from "@tensorflow/tfjs-core";
import { mul, reshape, type Tensor1D, type Variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import {
  binaryWeights,
  effectiveShare,
  exponentialWeights,
  limitedShare,
  normalizedAdvantages,
  sampledAdvantages,
  softmaxWeights,
  weightedRegressionLoss,
} from "../../src/losses/weighted-regression.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { vector } from "../tensor/draw.ts";
import { entriesOf, matrixOf, vectorOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

test("by hand: weights 2 and ½, log-densities −1 and 3: −½ (−2 + 1.5) = 0.25, gradients −½ w", () => {
  const [logProb, weights] = [vectorOf([-1, 3]), vectorOf([2, 0.5])];
  expect(entriesOf(weightedRegressionLoss(logProb, weights))).toEqual([0.25]);
  expect(gradientsOf([logProb], () => weightedRegressionLoss(logProb, weights))).toEqual([[-1, -0.25]]);
});

test("the loss within 2e-6, its gradient within 1e-4 of the float64 twin's", () => {
  const stream = randomStream(0, "weighted regression");
  const [logProb, weights] = [vector(stream, [33]), vector(stream, [33])];
  const wanted = entriesOf(weights);
  const twin = (entries: number[]) => [-total(entries.map((x, i) => x * wanted[i]!)) / entries.length];
  expect(differences([logProb], () => weightedRegressionLoss(logProb, weights), twin)).toEqual([]);
});

test("weights are constants, even those that are made of the log-densities", () => {
  const logProb = vectorOf([-1, -2, 0.5]);
  const made = () => mul<Tensor1D>(logProb, logProb);
  const given = made();
  expect(gradientsOf([logProb], () => weightedRegressionLoss(logProb, made()))).toEqual(
    gradientsOf([logProb], () => weightedRegressionLoss(logProb, given)),
  );
});

test("by hand, advantages 0, ln 2, 100 and −ln 4: e^{2A} limited at 20 is 1, 4, 20 and 1/16", () => {
  const weights = entriesOf(exponentialWeights(vectorOf([0, Math.LN2, 100, -Math.log(4)]), 2, 20));
  const expected = [1, 4, 20, 1 / 16];
  expect(weights.map((weight, i) => Math.abs(weight / expected[i]! - 1) < 1e-6)).not.toContain(false);
  expect(weights[2]).toBe(20);
});

test("β = 0 weighs every action 1 to the bit; a NaN stays one", () => {
  expect(entriesOf(exponentialWeights(vectorOf([-3, 0, 1e30]), 0, 20))).toEqual([1, 1, 1]);
  expect(entriesOf(softmaxWeights(vectorOf([-3, 0, 1e30, 2]), 0))).toEqual([1, 1, 1, 1]);
  expect(entriesOf(exponentialWeights(vectorOf([Number.NaN]), 1, 20))).toEqual([Number.NaN]);
});

test("by hand: softmax weights of advantages 0 and ln 3 are ½ and 3/2, of mean 1, within 1e-6", () => {
  const [first, second] = entriesOf(softmaxWeights(vectorOf([0, Math.log(3)]), 1));
  expect(Math.abs(first! - 0.5)).toBeLessThan(1e-6);
  expect(Math.abs(second! - 1.5)).toBeLessThan(1e-6);
});

test("binary weights are 1 above 0 alone", () => {
  expect(entriesOf(binaryWeights(vectorOf([-1, 0, 1e-30, 5])))).toEqual([0, 0, 1, 1]);
});

test("advantages over the mean and over the maximum of the policy's values", () => {
  const [dataValues, policyValues] = [
    vectorOf([1, 2]),
    matrixOf([
      [0, 1, 2, 3],
      [5, -1, 0, 0],
    ]),
  ];
  expect(entriesOf(sampledAdvantages(dataValues, policyValues, "mean"))).toEqual([-0.5, 1]);
  expect(entriesOf(sampledAdvantages(dataValues, policyValues, "max"))).toEqual([-2, -3]);
});

test("normalized advantages have mean 0 and std 1; advantages that are all alike become 0", () => {
  expect(entriesOf(normalizedAdvantages(vectorOf([1, 3]))).map((x) => Math.round(1e4 * x))).toEqual([
    -10000, 10000,
  ]);
  expect(entriesOf(normalizedAdvantages(vectorOf([2, 2, 2])))).toEqual([0, 0, 0]);
});

test("by hand: of weights 1, 1, 2 and 0, ¼ stand at the limit 2, and 16 / (4 · 6) are effective", () => {
  const weights: Variable<Rank.R1> = vectorOf([1, 1, 2, 0]);
  expect(entriesOf(limitedShare(weights, 2))).toEqual([0.25]);
  expect(Math.abs(entriesOf(effectiveShare(weights))[0]! - 2 / 3)).toBeLessThan(1e-6);
  expect(entriesOf(effectiveShare(reshape<Rank.R1>(vectorOf([0, 0]), [2])))).toEqual([0]);
});
