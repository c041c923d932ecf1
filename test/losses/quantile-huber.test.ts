import { mul, type Tensor2D } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { quantileHuberLoss, quantilePlaces } from "../../src/losses/quantile-huber.ts";
import { init } from "../../src/tensor/init.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

type Rows = readonly (readonly number[])[];

interface Case {
  readonly name: string;
  readonly input: {
    readonly kappa: number;
    readonly quantiles: Rows;
    readonly targets: Rows;
    readonly taus: Rows;
  };
  readonly mean: number;
  /** Of every row's own loss. */
  readonly gradient: Rows;
}

const file = loadVectors<{ tolerance: Record<"mean" | "gradient", Tolerance>; cases: Case[] }>(
  "quantile-huber",
);
const cases = file.cases.filter(({ input }) => input.kappa > 0);

test.for(cases)("golden $name: the loss and its gradient in the quantiles", ({ input, mean, gradient }) => {
  const [quantiles, targets, places] = [input.quantiles, input.targets, input.taus].map(matrixOf);
  const loss = () => quantileHuberLoss(quantiles!, targets!, places!, input.kappa);
  const rows = input.quantiles.length;
  expect(mismatches("the loss", entriesOf(loss()), mean, file.tolerance.mean)).toEqual([]);
  const [got] = gradientsOf([quantiles!], loss);
  const ofRows = got!.map((g) => rows * g);
  expect(mismatches("the gradient", ofRows, gradient, file.tolerance.gradient)).toEqual([]);
});

test("by hand, one quantile at its median 0 and targets 2 and −½: ½ · ½ · ((2 − ½) + ⅛) = 0.40625", () => {
  const loss = quantileHuberLoss(matrixOf([[0]]), matrixOf([[2, -0.5]]), quantilePlaces(1));
  expect(entriesOf(loss)).toEqual([0.40625]);
});

test("the places are the midpoints", () => {
  expect(entriesOf(quantilePlaces(4))).toEqual([0.125, 0.375, 0.625, 0.875]);
});

test("targets are constants, even those that are made of the quantiles", () => {
  const quantiles = matrixOf([[0.2, 0.7, -1]]);
  const made = (): Tensor2D => mul(quantiles, 2);
  const given = made();
  const gradient = (targets: () => Tensor2D) =>
    gradientsOf([quantiles], () => quantileHuberLoss(quantiles, targets(), quantilePlaces(3)));
  expect(gradient(made)).toEqual(gradient(() => given));
});
