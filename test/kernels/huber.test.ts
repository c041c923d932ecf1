import { expect, test } from "vitest";
import { huber, huberGradient } from "../../src/kernels/huber.ts";
import { createKernels } from "../../src/kernels/kernels.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";

interface Case {
  name: string;
  input: { threshold: number; prediction: number[]; target: number[] };
  loss: number[];
  mean: number;
  gradient: number[];
  smoothL1: number[];
  smoothL1Gradient: number[];
}

const { cases, tolerance } = loadVectors<{
  cases: Case[];
  tolerance: Record<"loss" | "mean" | "gradient", Tolerance>;
}>("huber");
const kernels = await createKernels();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

function both(prediction: readonly number[], target: readonly number[], threshold: number) {
  const [x, y] = [Float32Array.from(prediction), Float32Array.from(target)];
  return {
    loss: huber(kernels, x, y, threshold),
    gradient: huberGradient(kernels, new Float32Array(x.length).fill(1), x, y, threshold),
  };
}

test("the file of golden vectors has 11 cases", () => {
  expect(cases).toHaveLength(11);
});

test.for(cases)("golden $name: loss and gradient within the tolerance of the file", (each) => {
  const { prediction, target, threshold } = each.input;
  const { loss, gradient } = both(prediction, target, threshold);
  expect(mismatches(each.name, loss, each.loss, tolerance.loss)).toEqual([]);
  expect(mismatches(each.name, gradient, each.gradient, tolerance.gradient)).toEqual([]);
});

test.for(cases)(
  "golden $name: divided by the threshold it is smooth L1 within the tolerance of the file",
  (each) => {
    const { prediction, target, threshold } = each.input;
    const { loss, gradient } = both(prediction, target, threshold);
    const [smooth, slope] = [loss, gradient].map((values) => values.map((value) => value / threshold));
    expect(mismatches(each.name, smooth!, each.smoothL1, tolerance.loss)).toEqual([]);
    expect(mismatches(each.name, slope!, each.smoothL1Gradient, tolerance.loss)).toEqual([]);
  },
);

test.for(cases)("golden $name: the mean of the losses within the tolerance of the file", (each) => {
  const { loss } = both(each.input.prediction, each.input.target, each.input.threshold);
  const mean = loss.reduce((sum, value) => sum + value, 0) / loss.length;
  expect(mismatches(each.name, [mean], each.mean, tolerance.mean)).toEqual([]);
});

test.for([
  { u: 0.5, threshold: 1, loss: 0.125, slope: 0.5, title: "½ · 0.5²" },
  { u: 1, threshold: 1, loss: 0.5, slope: 1, title: "½ · 1², at the threshold" },
  { u: -3, threshold: 1, loss: 2.5, slope: -1, title: "1 · (3 − ½)" },
  { u: -3, threshold: 2, loss: 4, slope: -2, title: "2 · (3 − 1)" },
  { u: 3, threshold: 4, loss: 4.5, slope: 3, title: "½ · 3²" },
])(
  "u = $u with threshold $threshold: loss $title = $loss and slope $slope exactly",
  ({ u, threshold, loss, slope }) => {
    const got = both([u + 10], [10], threshold);
    expect([...got.loss]).toEqual([loss]);
    expect([...got.gradient]).toEqual([slope]);
  },
);

test("the threshold is 1 unless given", () => {
  const [prediction, target] = [Float32Array.of(3), Float32Array.of(0)];
  expect([...huber(kernels, prediction, target)]).toEqual([2.5]);
  expect([...huberGradient(kernels, Float32Array.of(2), prediction, target)]).toEqual([2]);
});

test("a NaN difference stays NaN, an infinite one has an infinite loss and the slope ±threshold", () => {
  const { loss, gradient } = both([nan, infinity, infinity, -infinity], [0, infinity, 0, 0], 1);
  expect([...loss]).toEqual([nan, nan, infinity, infinity]);
  expect([...gradient]).toEqual([nan, nan, 1, -1]);
});

test("upstream multiplies the gradient, entry by entry", () => {
  const [prediction, target] = [Float32Array.of(0.5, 3, -3), Float32Array.of(0, 0, 0)];
  expect([...huberGradient(kernels, Float32Array.of(2, 5, -7), prediction, target)]).toEqual([1, 5, 7]);
});

test.for([0, -1, nan, infinity])("threshold %d is refused", (threshold) => {
  const x = Float32Array.of(1);
  const message = `threshold must be a positive number that float32 can hold; got ${threshold}`;
  expect(() => huber(kernels, x, x, threshold)).toThrow(message);
  expect(() => huberGradient(kernels, x, x, x, threshold)).toThrow(message);
});

test("arrays of different lengths are refused by name", () => {
  const [two, three] = [new Float32Array(2), new Float32Array(3)];
  expect(() => huber(kernels, two, three)).toThrow("target.length must be 2; got 3");
  expect(() => huberGradient(kernels, three, two, two)).toThrow("upstream.length must be 2; got 3");
});
