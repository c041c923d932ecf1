import { mul, sum, type Tensor2D } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { bestOf, candidateNoise, perCandidate } from "../../src/algorithms/candidates.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";

await init();

const observations = matrixOf([[1], [-1], [0.5]]);

test("every row comes once for every candidate, candidate by candidate", () => {
  expect(entriesOf(perCandidate(observations, 2))).toEqual([1, -1, 0.5, 1, -1, 0.5]);
});

test("the noise of the candidates is the same for every row, and drawn from the seed alone", () => {
  const noise = candidateNoise(3, 2, 2);
  const [first, second] = [entriesOf(noise.draws).slice(0, 2), entriesOf(noise.draws).slice(2)];
  expect(entriesOf(noise.spread(4))).toEqual([...first, ...first, ...second, ...second]);
  expect(entriesOf(candidateNoise(3, 2, 2).draws)).toEqual(entriesOf(noise.draws));
  expect(entriesOf(candidateNoise(4, 2, 2).draws)).not.toEqual(entriesOf(noise.draws));
});

/** Candidates −1, 0.25 and 1 in every row, as their first number; the second tells them from zeros. */
const proposed = (states: Tensor2D): Tensor2D => {
  const rows = states.shape[0] / 3;
  return matrixOf(
    [-1, 0.25, 1].flatMap((action) => Array.from({ length: rows }, () => [action, action / 3])),
  );
};

test("the candidate of the greatest value acts, to the bit, in every row", () => {
  const product = (states: Tensor2D, actions: Tensor2D) => sum(mul(states, actions), 1);
  const actions = entriesOf(bestOf(3, proposed, product)(observations));
  const [low, high] = entriesOf(matrixOf([[-1 / 3, 1 / 3]]));
  expect(actions).toEqual([1, high, -1, low, 1, high]);
});

test("a single candidate acts without being valued", () => {
  const refuse = () => {
    throw new Error("there is nothing to compare");
  };
  expect(entriesOf(bestOf(1, (states) => states, refuse)(observations))).toEqual([1, -1, 0.5]);
});
