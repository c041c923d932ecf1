import {
  type Rank,
  type Tensor1D,
  type Tensor3D,
  tensor3d,
  transpose,
  type Variable,
  variable,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { type MmdKernel, maximumMeanDiscrepancy, meanKernelDifference } from "../../src/losses/mmd.ts";
import { init } from "../../src/tensor/init.ts";
import { type Expected, loadVectors, mismatches } from "../conformance.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { cube } from "../tensor/draw.ts";
import { entriesOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

type Samples = readonly (readonly (readonly number[])[])[];

interface Case {
  readonly name: string;
  readonly kernel: MmdKernel["shape"];
  readonly convention: "bear" | "brac";
  readonly input: {
    readonly sigma: number;
    readonly epsilon: number;
    readonly x: Samples;
    readonly y: Samples;
  };
  readonly squared: number[];
  readonly root: number[];
  readonly squaredGradientX: Samples;
  readonly squaredGradientY: Samples;
  readonly rootGradientX: Samples;
  readonly rootGradientY: Samples;
}

const { cases } = loadVectors<{ cases: Case[] }>("mmd");

/** The samples of the file, [rows][samples][size], as variables that the loss sees as [samples, rows, size]. */
function variableOf(samples: Samples): Variable<Rank.R3> {
  const shape: [number, number, number] = [samples.length, samples[0]!.length, samples[0]![0]!.length];
  return variable<Rank.R3>(tensor3d(samples.flat(2), shape));
}

const turned = (samples: Tensor3D): Tensor3D => transpose(samples, [1, 0, 2]);

test.for(cases)("golden $name: squared, root, and the gradients of both", (golden) => {
  const { sigma, epsilon } = golden.input;
  const kernel: MmdKernel = { shape: golden.kernel, width: golden.convention === "bear" ? 2 * sigma : sigma };
  const [x, y] = [variableOf(golden.input.x), variableOf(golden.input.y)];
  const squared = (): Tensor1D => meanKernelDifference(turned(x), turned(y), kernel);
  const root = (): Tensor1D => maximumMeanDiscrepancy(turned(x), turned(y), kernel, epsilon);
  const [inX, inY] = gradientsOf([x, y], squared);
  const [rootInX, rootInY] = gradientsOf([x, y], root);
  const Root = golden.root.map((value) => 0.5 / value);
  const flat = (samples: Samples): Expected => samples.flat(2);
  expect([
    ...mismatches("squared", entriesOf(squared()), golden.squared, { absolute: 6e-7 }),
    ...mismatches("root", entriesOf(root()), golden.root, { absolutePerRoot: 6e-7 }, { Root }),
    ...mismatches("squared by x", inX!, flat(golden.squaredGradientX), { absolute: 6e-7 }),
    ...mismatches("squared by y", inY!, flat(golden.squaredGradientY), { absolute: 6e-7 }),
    ...mismatches("root by x", rootInX!, flat(golden.rootGradientX), { relative: 1e-3, absolute: 1e-4 }),
    ...mismatches("root by y", rootInY!, flat(golden.rootGradientY), { relative: 1e-3, absolute: 1e-4 }),
  ]).toEqual([]);
});

/** The mean of k over all pairs of the samples of a row, in float64. */
function meanKernel(x: number[], y: number[], row: number, { shape, width }: MmdKernel): number {
  const [rows, size] = [2, 3];
  const sampleOf = (entries: number[], i: number) =>
    entries.slice((i * rows + row) * size, (i * rows + row + 1) * size);
  const indices = (entries: number[]) => [...Array(entries.length / (rows * size)).keys()];
  const values = indices(x).flatMap((i) =>
    indices(y).map((j) => {
      const other = sampleOf(y, j);
      const difference = sampleOf(x, i).map((entry, k) => Math.abs(entry - other[k]!));
      const distance = total(shape === "gaussian" ? difference.map((d) => d * d) : difference);
      return Math.exp(-distance / width);
    }),
  );
  return total(values) / values.length;
}

test.for<MmdKernel>([
  { shape: "laplacian", width: 2 },
  { shape: "gaussian", width: 5 },
])("$shape: both forms within 2e-6, gradients within 1e-4 of their float64 twins", (kernel) => {
  const x = cube(randomStream(0, "x"), [4, 2, 3]);
  const y = cube(randomStream(0, "y"), [5, 2, 3]);
  const squared = (a: number[], b: number[]) =>
    [0, 1].map((row) => {
      const within = meanKernel(a, a, row, kernel) + meanKernel(b, b, row, kernel);
      return within - 2 * meanKernel(a, b, row, kernel);
    });
  const root = (a: number[], b: number[]) => squared(a, b).map((value) => Math.sqrt(value + 1e-6));
  expect(differences([x, y], () => meanKernelDifference(x, y, kernel), squared)).toEqual([]);
  expect(differences([x, y], () => maximumMeanDiscrepancy(x, y, kernel), root)).toEqual([]);
});

const column = (...entries: number[]): Tensor3D => tensor3d(entries, [entries.length, 1, 1]);

test("by hand, x = {0, ln 2}, y = {0}: 3/4 + 1 − 2 · 3/4 = 1/4, within 1e-6", () => {
  const [value] = entriesOf(
    meanKernelDifference(column(0, Math.LN2), column(0), { shape: "laplacian", width: 1 }),
  );
  expect(Math.abs(value! - 0.25)).toBeLessThan(1e-6);
});

test("by hand, one sample each at distance 2: 2 − 2 e^(−2²/2) by the gaussian kernel of width 2, within 1e-6", () => {
  const [value] = entriesOf(meanKernelDifference(column(-1), column(1), { shape: "gaussian", width: 2 }));
  expect(Math.abs(value! - (2 - 2 * Math.exp(-2)))).toBeLessThan(1e-6);
});

test("a kernel of width 10⁶ keeps its digits: 2 (1 − e^(−10⁻⁶)) is 2e-6 to 6 digits", () => {
  const [value] = entriesOf(meanKernelDifference(column(0), column(1), { shape: "laplacian", width: 1e6 }));
  expect(Math.abs(value! / 2e-6 - 1)).toBeLessThan(2e-6);
});

test("the root of equal sets is √ε, with a gradient of 0", () => {
  const x = variable<Rank.R3>(column(0.5, -1));
  const root = () => maximumMeanDiscrepancy(x, column(0.5, -1), { shape: "laplacian", width: 1 });
  expect(Math.abs(entriesOf(root())[0]! - 1e-3)).toBeLessThan(1e-7);
  expect(gradientsOf([x], root)[0]!.map(Math.abs)).toEqual([0, 0]);
});

test("samples of other rows or another size are refused", () => {
  const kernel: MmdKernel = { shape: "laplacian", width: 1 };
  const refusal = (shape: [number, number, number]) => () =>
    meanKernelDifference(zeros([4, 2, 3]), zeros(shape), kernel);
  const rule = "samples must be [samples, rows, size] with the same rows and size";
  expect(refusal([4, 3, 3])).toThrow(new RangeError(`${rule}; got [4,2,3] and [4,3,3]`));
  expect(refusal([4, 2, 2])).toThrow(new RangeError(`${rule}; got [4,2,3] and [4,2,2]`));
});

test("n samples each of one distribution differ by 2 (1 − E k) / n: of 0 and 1 alike, (1 − e^(−1/width)) / n", () => {
  const [n, rows, width] = [10, 10_000, 2];
  const random = randomStream(0, "coins");
  const coins = () =>
    tensor3d(
      Array.from({ length: n * rows }, () => random.integer(2)),
      [n, rows, 1],
    );
  const differences = meanKernelDifference(coins(), coins(), { shape: "laplacian", width });
  expect(total(entriesOf(differences)) / rows).toBeCloseTo((1 - Math.exp(-1 / width)) / n, 3);
});
