import { mul, type Tensor1D } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { expectileLoss } from "../../src/losses/expectile.ts";
import { init } from "../../src/tensor/init.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { vector } from "../tensor/draw.ts";
import { entriesOf, vectorOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

test.for([0.25, 0.5, 0.9])("τ = %d: value within 2e-6, gradient within 1e-4 of the float64 twin's", (tau) => {
  const stream = randomStream(0, "expectile");
  const [values, targets] = [vector(stream, [33]), vector(stream, [33])];
  const wanted = entriesOf(targets);
  const each = (u: number) => Math.abs(tau - Number(u < 0)) * u * u;
  const twin = (entries: number[]) => [total(entries.map((v, i) => each(wanted[i]! - v))) / entries.length];
  expect(differences([values], () => expectileLoss(values, targets, tau), twin)).toEqual([]);
});

interface Case {
  readonly name: string;
  readonly input: { readonly expectile: number; readonly value: number[]; readonly target: number[] };
  readonly mean: number;
  /** Of every term's own loss. */
  readonly gradientValue: readonly number[];
}

const file = loadVectors<{ tolerance: Record<"mean" | "gradient", Tolerance>; cases: Case[] }>(
  "expectile-loss",
);

test.for(file.cases)(
  "golden $name: the loss and its gradient in the values",
  ({ input, mean, gradientValue }) => {
    const [values, targets] = [vectorOf(input.value), vectorOf(input.target)];
    const loss = () => expectileLoss(values, targets, input.expectile);
    expect(mismatches("the loss", entriesOf(loss()), mean, file.tolerance.mean)).toEqual([]);
    const ofTerms = gradientsOf([values], loss)[0]!.map((g) => input.value.length * g);
    expect(mismatches("the gradient", ofTerms, gradientValue, file.tolerance.gradient)).toEqual([]);
  },
);

test("by hand, τ = ¾, u = 2 and −4: ½ (¾ · 4 + ¼ · 16) = 3.5, gradients ½ (−3, 2)", () => {
  const [values, targets] = [vectorOf([1, 5]), vectorOf([3, 1])];
  expect(entriesOf(expectileLoss(values, targets, 0.75))).toEqual([3.5]);
  expect(gradientsOf([values], () => expectileLoss(values, targets, 0.75))).toEqual([[-1.5, 1]]);
});

test("targets are constants, even those that are made of the values", () => {
  const values = vectorOf([1, -2, 3]);
  const double = () => mul<Tensor1D>(values, 2);
  const given = double();
  expect(gradientsOf([values], () => expectileLoss(values, double(), 0.7))).toEqual(
    gradientsOf([values], () => expectileLoss(values, given, 0.7)),
  );
});

test("a NaN makes the loss NaN", () => {
  expect(entriesOf(expectileLoss(vectorOf([1, Number.NaN]), vectorOf([1, 2]), 0.7))).toEqual([Number.NaN]);
});
