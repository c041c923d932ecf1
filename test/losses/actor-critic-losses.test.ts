import { min, type Rank, reshape, scalar, type Tensor1D } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import { deterministicPolicyLoss } from "../../src/losses/deterministic-policy.ts";
import {
  entropyOf,
  leastValue,
  softPolicyLoss,
  temperatureLoss,
} from "../../src/losses/entropy-regularized.ts";
import { gaussianLogProb } from "../../src/tensor/gaussian-log-prob.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix, vector } from "../tensor/draw.ts";
import { entriesOf, matrixOf, vectorOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const values = () => matrix(randomStream(0, "values"), [2, 5], 1);
const two = matrixOf([
  [1, 2],
  [3, 0],
]);

test("the critics' loss is a sum over critics of means over rows: by hand ½(0 + 1) + ½(4 + 1) = 3", () => {
  expect(entriesOf(criticLoss(two, vectorOf([1, 1])))).toEqual([3]);
  const [q, y] = [values(), vector(randomStream(0, "targets"), [5])];
  const wanted = entriesOf(y);
  const twin = (all: number[]) => [total(all.map((x, i) => (x - wanted[i % 5]!) ** 2)) / 5];
  expect(differences([q], () => criticLoss(q, y), twin)).toEqual([]);
  // targets that are made of the values are constants as well
  const made = () => criticLoss(q, min<Tensor1D>(q, 0));
  const fixed = min<Tensor1D>(q, 0);
  expect(gradientsOf([q], made)).toEqual(gradientsOf([q], () => criticLoss(q, fixed)));
});

test("the soft policy's loss takes the least critic: by hand ½(2·1 − 1) + ½(2·(−1) − 0) = −½", () => {
  expect(entriesOf(leastValue(two))).toEqual([1, 0]);
  expect(entriesOf(softPolicyLoss(two, vectorOf([1, -1]), scalar(2)))).toEqual([-0.5]);
  const [q, logProb] = [values(), vector(randomStream(0, "densities"), [5])];
  const twin = (all: number[], densities: number[]) => [
    total(densities.map((x, i) => 0.3 * x - Math.min(all[i]!, all[5 + i]!))) / 5,
  ];
  expect(differences([q, logProb], () => softPolicyLoss(q, logProb, scalar(0.3)), twin)).toEqual([]);
});

test("the deterministic policy's loss is minus the mean of the first critic alone: by hand −1½", () => {
  expect(entriesOf(deterministicPolicyLoss(two))).toEqual([-1.5]);
  expect(gradientsOf([two], () => deterministicPolicyLoss(two))).toEqual([[-0.5, -0.5, 0, 0]]);
});

test("the temperature's loss by hand, α = e^0, entropy 1½ and target 1: ½, whose slope in log α is ½ as well", () => {
  const logTemperature = vectorOf([0]);
  const entropy = entropyOf(vectorOf([-1, -2]));
  const loss = () => temperatureLoss(reshape<Rank.R0>(logTemperature, []), entropy, 1);
  expect(entriesOf(entropy)).toEqual([1.5]);
  expect(entriesOf(loss())).toEqual([0.5]);
  expect(gradientsOf([logTemperature], loss)).toEqual([[0.5]]);
});

test.for([true, false])(
  "Gaussian log-density, one log σ for all rows: %s; value and gradients of float64",
  (shared) => {
    const stream = randomStream(0, "Gaussian");
    const [x, mean] = [matrix(stream, [4, 3]), matrix(stream, [4, 3])];
    const logStd = shared ? vector(stream, [3], 0.5) : matrix(stream, [4, 3], 0.5);
    const twin = (at: number[], means: number[], logs: number[]) =>
      Array.from({ length: 4 }, (_, row) =>
        total(
          [0, 1, 2].map((d) => {
            const [i, log] = [3 * row + d, logs[shared ? d : 3 * row + d]!];
            return -0.5 * ((at[i]! - means[i]!) / Math.exp(log)) ** 2 - log - 0.5 * Math.log(2 * Math.PI);
          }),
        ),
      );
    expect(differences([x, mean, logStd], () => gaussianLogProb(x, mean, logStd), twin)).toEqual([]);
  },
);
