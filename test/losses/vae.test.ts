import { type Rank, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { latentDivergence, reconstructionError } from "../../src/losses/vae.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

const [rows, size] = [5, 3];

test("the reconstruction error within 2e-6, its gradient within 1e-4 of its float64 twin's", () => {
  const decoded = matrix(randomStream(0, "decoded"), [rows, size]);
  const actions = matrix(randomStream(0, "actions"), [rows, size]);
  const twin = (x: number[], y: number[]) => [total(x.map((entry, i) => (entry - y[i]!) ** 2)) / x.length];
  expect(differences([decoded, actions], () => reconstructionError(decoded, actions), twin)).toEqual([]);
});

test("the divergence within 2e-6, its gradients within 1e-4 of its float64 twin's", () => {
  const mean = matrix(randomStream(0, "mean"), [rows, size]);
  const logStd = matrix(randomStream(0, "log std"), [rows, size], 0.5);
  const twin = (means: number[], logStds: number[]) => {
    const ofNumbers = means.map((m, i) => 0.5 * (m ** 2 + Math.exp(2 * logStds[i]!) - 1) - logStds[i]!);
    return [total(ofNumbers) / means.length];
  };
  expect(differences([mean, logStd], () => latentDivergence({ mean, logStd }), twin)).toEqual([]);
});

test("by hand: errors of 1 and 3 in one row give (1 + 9)/2 = 5", () => {
  expect(entriesOf(reconstructionError(matrixOf([[1, 2]]), matrixOf([[0, -1]])))).toEqual([5]);
});

test("by hand: a mean of 2 in one latent of two and σ = 1 give ½ · 4 / 2 = 1; the prior itself gives 0", () => {
  const logStd = zeros<Rank.R2>([1, 2]);
  expect(entriesOf(latentDivergence({ mean: matrixOf([[2, 0]]), logStd }))).toEqual([1]);
  expect(entriesOf(latentDivergence({ mean: matrixOf([[0, 0]]), logStd }))).toEqual([0]);
});
