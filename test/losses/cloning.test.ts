import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { actionErrorLoss, likelihoodLoss } from "../../src/losses/cloning.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix, vector } from "../tensor/draw.ts";
import { entriesOf, matrixOf, vectorOf } from "../tensor/entries.ts";

await init();

test("likelihood: value within 2e-6, gradient within 1e-4 of its float64 twin's; by hand, −(−1 + 3)/2 = −1", () => {
  const logProb = vector(randomStream(0, "densities"), [17], 2);
  const twin = (entries: number[]) => [-total(entries) / entries.length];
  expect(differences([logProb], () => likelihoodLoss(logProb), twin)).toEqual([]);
  expect(entriesOf(likelihoodLoss(vectorOf([-1, 3])))).toEqual([-1]);
});

test("action error: value and gradients in both within 1e-4 of the float64 twin's", () => {
  const [actions, wanted] = ["actions", "wanted"].map((name) => matrix(randomStream(0, name), [7, 3], 1));
  const twin = (a: number[], b: number[]) => [total(a.map((x, i) => (x - b[i]!) ** 2)) / a.length];
  expect(differences([actions!, wanted!], () => actionErrorLoss(actions!, wanted!), twin)).toEqual([]);
});

test("action error by hand, over rows and components: (1 + 0 + 4 + 1)/4 = 1.5", () => {
  const loss = actionErrorLoss(
    matrixOf([
      [1, 0],
      [2, 0],
    ]),
    matrixOf([
      [0, 0],
      [0, 1],
    ]),
  );
  expect(entriesOf(loss)).toEqual([1.5]);
});
