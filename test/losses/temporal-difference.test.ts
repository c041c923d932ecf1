import { mul, type Tensor1D } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { temporalDifferenceLoss } from "../../src/losses/temporal-difference.ts";
import { init } from "../../src/tensor/init.ts";
import { huber } from "../kernels/reference/huber.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { vector } from "../tensor/draw.ts";
import { entriesOf, vectorOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const twins = { huber: (u: number) => huber(u, 1), squared: (u: number) => u * u };

test.for(["huber", "squared"] as const)(
  "%s: value within 2e-6, gradient within 1e-4 of the largest entry of its float64 twin's",
  (loss) => {
    const stream = randomStream(0, loss);
    const [values, targets] = [vector(stream, [33], 2), vector(stream, [33], 2)];
    const wanted = entriesOf(targets);
    const twin = (entries: number[]) => [
      total(entries.map((value, i) => twins[loss](value - wanted[i]!))) / entries.length,
    ];
    expect(differences([values], () => temporalDifferenceLoss(values, targets, loss), twin)).toEqual([]);
  },
);

test("by hand, errors ½ and −3: huber ½(½·¼ + 3 − ½) = 1.3125, squared ½(¼ + 9) = 4.625", () => {
  const [values, targets] = [vectorOf([1.5, -1]), vectorOf([1, 2])];
  expect(entriesOf(temporalDifferenceLoss(values, targets, "huber"))).toEqual([1.3125]);
  expect(entriesOf(temporalDifferenceLoss(values, targets, "squared"))).toEqual([4.625]);
});

test("by hand, the gradients at errors ½ and −3: huber ½(½, −1), squared ½(1, −6)", () => {
  const [values, targets] = [vectorOf([1.5, -1]), vectorOf([1, 2])];
  const gradient = (loss: "huber" | "squared") =>
    gradientsOf([values], () => temporalDifferenceLoss(values, targets, loss));
  expect(gradient("huber")).toEqual([[0.25, -0.5]]);
  expect(gradient("squared")).toEqual([[0.5, -3]]);
});

test.for(["huber", "squared"] as const)(
  "%s: targets are constants, even those that are made of the values",
  (loss) => {
    const values = vectorOf([1, 2, 3]);
    const double = () => mul<Tensor1D>(values, 2);
    const given = double();
    const made = gradientsOf([values], () => temporalDifferenceLoss(values, double(), loss));
    expect(made).toEqual(gradientsOf([values], () => temporalDifferenceLoss(values, given, loss)));
  },
);

test("a NaN value makes either loss NaN", () => {
  const [values, targets] = [vectorOf([1, Number.NaN]), vectorOf([1, 2])];
  expect(entriesOf(temporalDifferenceLoss(values, targets, "huber"))).toEqual([Number.NaN]);
  expect(entriesOf(temporalDifferenceLoss(values, targets, "squared"))).toEqual([Number.NaN]);
});
