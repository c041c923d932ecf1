import { type Rank, scalar, type Variable, variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { lagrangeLoss, lagrangeMultiplier } from "../../src/losses/lagrange.ts";
import { init } from "../../src/tensor/init.ts";
import { differences } from "../tensor/differences.ts";
import { entriesOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

function scalarOf(value: number): Variable<Rank.R0> {
  return variable(scalar(value));
}

test.for([-3, -0.5, 0.25, 2])(
  "log λ = %d: multiplier and loss within 2e-6, gradients within 1e-4 of their float64 twins",
  (logMultiplier) => {
    const x = scalarOf(logMultiplier);
    const maximum = 5;
    const multiplier = ([entry]: number[]) => Math.min(Math.exp(entry!), maximum);
    const multiplierTwin = (entries: number[]) => [multiplier(entries)];
    const lossTwin = (entries: number[]) => [-multiplier(entries) * (1.5 - 0.25)];
    const loss = () => lagrangeLoss(lagrangeMultiplier(x, maximum), scalar(1.5), 0.25);
    expect(differences([x], () => lagrangeMultiplier(x, maximum), multiplierTwin)).toEqual([]);
    expect(differences([x], loss, lossTwin)).toEqual([]);
  },
);

test("by hand, λ = e^ln 2, constraint 3, threshold 1: the loss is −2·(3 − 1) = −4, within 1e-6", () => {
  const multiplier = lagrangeMultiplier(scalar(Math.LN2), 100);
  expect(Math.abs(entriesOf(multiplier)[0]! - 2)).toBeLessThan(1e-6);
  expect(Math.abs(entriesOf(lagrangeLoss(multiplier, scalar(3), 1))[0]! + 4)).toBeLessThan(1e-6);
});

test("descending the loss raises λ while the constraint exceeds the threshold, and lowers it while it does not", () => {
  const x = scalarOf(0);
  const slope = (constraint: number) =>
    gradientsOf([x], () => lagrangeLoss(lagrangeMultiplier(x, 100), scalar(constraint), 1))[0]![0];
  expect(slope(1.5)).toBe(-0.5);
  expect(slope(0.5)).toBe(0.5);
});

test("beyond its maximum the multiplier is the maximum, without a gradient", () => {
  const x = scalarOf(3);
  expect(entriesOf(lagrangeMultiplier(x, 1.5))).toEqual([1.5]);
  expect(gradientsOf([x], () => lagrangeMultiplier(x, 1.5))).toEqual([[0]]);
});

test("the constraint is a constant, even one that is made of the multiplier", () => {
  const x = scalarOf(0);
  const multiplier = () => lagrangeMultiplier(x, 100);
  // −λ · (λ − 3) with the second λ a constant: −1 · (1 − 3) = 2
  expect(gradientsOf([x], () => lagrangeLoss(multiplier(), multiplier(), 3))).toEqual([[2]]);
});

test("a multiplier that is NaN stays NaN, whatever its maximum", () => {
  expect(entriesOf(lagrangeMultiplier(scalar(Number.NaN), 100))).toEqual([Number.NaN]);
});
