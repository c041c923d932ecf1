import { expect, test } from "vitest";
import {
  categoricalEntropy,
  categoricalEntropyGradient,
  gaussianEntropy,
} from "../../src/kernels/entropy.ts";
import { createKernels } from "../../src/kernels/kernels.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { normals } from "./draw.ts";
import * as reference from "./reference/categorical.ts";
import { numericGradient } from "./reference/numeric-gradient.ts";
import { rows } from "./reference/rows.ts";
import { total } from "./reference/total.ts";

interface Categorical {
  name: string;
  kind: "categorical";
  input: { logits: number[][] };
  value: number[];
  gradient: Expected;
}

interface Gaussian {
  name: string;
  kind: "gaussian";
  input: { logStd: number[][] };
  value: number[];
  gradient: number[][];
}

const { cases, tolerance } = loadVectors<{
  cases: (Categorical | Gaussian)[];
  tolerance: Record<"value" | "gradient", Tolerance>;
}>("entropy");
const categorical = cases.filter((each) => each.kind === "categorical");
const gaussian = cases.filter((each) => each.kind === "gaussian");
const kernels = await createKernels();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

test("the file of golden vectors has 34 categorical and 6 Gaussian cases", () => {
  expect([categorical.length, gaussian.length, cases.length]).toEqual([34, 6, 40]);
});

test.for(categorical)("golden $name: value and gradient within the tolerance of the file", (each) => {
  const { name, input } = each;
  const actions = input.logits[0]!.length;
  const logits = Float32Array.from(input.logits.flat());
  const value = categoricalEntropy(kernels, logits, actions);
  expect(mismatches(name, value, each.value, tolerance.value)).toEqual([]);
  const ones = new Float32Array(input.logits.length).fill(1);
  const gradient = categoricalEntropyGradient(kernels, ones, logits, actions);
  expect(mismatches(name, gradient, each.gradient, tolerance.gradient)).toEqual([]);
});

test.for(gaussian)("golden $name: value within the tolerance of the file, and a gradient of 1", (each) => {
  const { name, input } = each;
  const logStd = Float32Array.from(input.logStd.flat());
  const value = gaussianEntropy(kernels, logStd, input.logStd[0]!.length);
  expect(mismatches(name, value, each.value, tolerance.value)).toEqual([]);
  expect(each.gradient.flat().every((entry) => entry === 1)).toBe(true);
});

function entropyOf(...logits: number[]): number {
  return categoricalEntropy(kernels, Float32Array.from(logits), logits.length)[0]!;
}

test("[.2 .3 .5] has −.2 log .2 − .3 log .3 − .5 log .5 = 1.029653014064574 within 4e-7 relative", () => {
  const got = entropyOf(Math.log(0.2), Math.log(0.3), Math.log(0.5));
  expect(mismatches("entropy", [got], 1.029653014064574, { relative: 4e-7 })).toEqual([]);
});

test("four equal actions have log 4 = 1.386294361119891, whatever the level, within 2e-7 relative", () => {
  for (const level of [0, 1000, -3e38]) {
    const got = entropyOf(level, level, level, level);
    expect(mismatches("entropy", [got], 1.386294361119891, { relative: 2e-7 })).toEqual([]);
  }
});

test("one certain action has 0 exactly, a masked one counts as absent", () => {
  expect(entropyOf(7)).toBe(0);
  expect(entropyOf(0, -infinity, -infinity)).toBe(0);
  expect(entropyOf(0, -1000)).toBe(0);
  expect(entropyOf(1, -infinity, 1)).toBe(entropyOf(1, 1));
});

test.for([
  [nan, 0],
  [0, nan],
  [infinity, 0],
  [-infinity, -infinity],
])("[%d, %d] is no distribution and has NaN", ([first, second]) => {
  expect(entropyOf(first!, second!)).toBeNaN();
});

test("a standard Gaussian in 2 dimensions has log 2πe = 2.837877066409345, e times as wide 2 more, within 2e-7 relative", () => {
  const got = gaussianEntropy(kernels, Float32Array.of(0, 0, 1, 1), 2);
  expect(mismatches("entropy", got, [2.837877066409345, 4.837877066409345], { relative: 2e-7 })).toEqual([]);
});

test.for([1, 3, 8, 18])(
  "the gradient over %d actions is the numeric one within 1e-5 relative + 2e-6",
  (actions) => {
    const stream = randomStream(0, "entropy gradient");
    const [logits, upstream] = [normals(stream, 5 * actions), normals(stream, 5)];
    const value = (flat: readonly number[]) =>
      total(rows(flat, actions).map((row, i) => upstream[i]! * reference.categoricalEntropy(row)));
    const got = categoricalEntropyGradient(kernels, upstream, logits, actions);
    const limits = { relative: 1e-5, absolute: 2e-6 };
    expect(mismatches("gradient", got, numericGradient(value, logits), limits)).toEqual([]);
  },
);

test("a masked action has a gradient of 0 exactly", () => {
  const logits = Float32Array.of(1, -infinity, 2);
  expect(categoricalEntropyGradient(kernels, Float32Array.of(1), logits, 3)[1]).toBe(-0);
});

test("an upstream of another size than the rows is refused", () => {
  const [four, three] = [new Float32Array(4), new Float32Array(3)];
  expect(() => categoricalEntropyGradient(kernels, three, four, 2)).toThrow(
    "upstream.length must be 2; got 3",
  );
  expect(() => gaussianEntropy(kernels, three, 2)).toThrow(
    "logStd.length must be a multiple of dimensions = 2; got 3",
  );
});
