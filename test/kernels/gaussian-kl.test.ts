import { expect, test } from "vitest";
import { type Gaussians, gaussianKl, gaussianKlGradient } from "../../src/kernels/gaussian-kl.ts";
import { createKernels } from "../../src/kernels/kernels.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { normals } from "./draw.ts";
import * as reference from "./reference/gaussian.ts";
import { numericGradient } from "./reference/numeric-gradient.ts";
import { rows } from "./reference/rows.ts";
import { total } from "./reference/total.ts";

type Name = "mean" | "logStd" | "priorMean" | "priorLogStd";
const names: readonly Name[] = ["mean", "logStd", "priorMean", "priorLogStd"];

interface Case {
  name: string;
  input: Record<Name, number[][]>;
  value: number[];
  gradient: Record<Name, Expected>;
}

const { cases, tolerance } = loadVectors<{
  cases: Case[];
  tolerance: Record<"value" | "gradient", Tolerance>;
}>("gaussian-kl");
const kernels = await createKernels();

function matrix(values: readonly number[][]): Float32Array {
  return Float32Array.from(values.flat());
}

test("the file of golden vectors has 23 cases", () => {
  expect(cases).toHaveLength(23);
});

test.for(cases)("golden $name: value and four gradients within the tolerance of the file", (each) => {
  const { name, input } = each;
  const dimensions = input.mean[0]!.length;
  const gaussians = { mean: matrix(input.mean), logStd: matrix(input.logStd) };
  const prior = { mean: matrix(input.priorMean), logStd: matrix(input.priorLogStd) };
  const got = gaussianKl(kernels, gaussians, prior, dimensions);
  expect(mismatches(name, got, each.value, tolerance.value, { Dimension: dimensions })).toEqual([]);
  const ones = new Float32Array(input.mean.length).fill(1);
  const gradient = gaussianKlGradient(kernels, ones, gaussians, prior, dimensions);
  for (const key of names) {
    const limits = tolerance.gradient;
    expect(mismatches(`${name}, ${key}`, gradient[key], each.gradient[key], limits)).toEqual([]);
  }
});

const logTwo = Math.fround(Math.log(2));

test.for([
  {
    title: "KL(N(0, 1) ‖ N(1, 2)) = log 2 + (1 + 1) / 8 − ½ = 0.443147180559945",
    first: [0, 0],
    second: [1, logTwo],
    value: 0.443147180559945,
  },
  {
    title: "KL(N(1, 2) ‖ N(0, 1)) = −log 2 + (4 + 1) / 2 − ½ = 1.306852819440055",
    first: [1, logTwo],
    second: [0, 0],
    value: 1.306852819440055,
  },
] as const)("$title within 4e-7 relative", ({ first, second, value }) => {
  const [gaussian, prior] = [first, second].map(([mean, logStd]) => ({
    mean: Float32Array.of(mean),
    logStd: Float32Array.of(logStd),
  }));
  expect(mismatches("KL", gaussianKl(kernels, gaussian!, prior!, 1), value, { relative: 4e-7 })).toEqual([]);
});

test("dimensions add up: three of ½ · 2² (equal σ = 1, means 2 apart) make 6 exactly", () => {
  const zeros = new Float32Array(3);
  const apart = { mean: Float32Array.of(2, -2, 2), logStd: zeros };
  expect([...gaussianKl(kernels, apart, { mean: zeros, logStd: zeros }, 3)]).toEqual([6]);
});

test("equal inputs give 0 exactly, for every log σ from −200 to 200", () => {
  const logStd = Float32Array.from({ length: 401 }, (_, i) => i - 200);
  const equal = { mean: normals(randomStream(0, "equal means"), 401, 10), logStd };
  expect([...gaussianKl(kernels, equal, equal, 1)]).toEqual(new Array(401).fill(0));
});

test.for([2 ** -3, -(2 ** -5), 2 ** -10, -(2 ** -15), 2 ** -20])(
  "equal means and log σ that differ by %d give ½ (e^δ − 1 − δ) = δ²/4 + δ³/12 + …, δ = twice that, within 1e-6 relative",
  (difference) => {
    const mean = Float32Array.of(3);
    const [first, second] = [0.5 + difference, 0.5].map((s) => ({ mean, logStd: Float32Array.of(s) }));
    let term = 2 * difference * difference; // δ²/2!
    let expected = 0;
    for (let n = 3; n < 12; n++) {
      expected += term / 2;
      term *= (2 * difference) / n;
    }
    const got = gaussianKl(kernels, first!, second!, 1);
    expect(mismatches("KL", got, expected, { relative: 1e-6 })).toEqual([]);
  },
);

test("it is never negative, however near the two are", () => {
  const stream = randomStream(1, "near Gaussians");
  for (const size of [1e-1, 1e-3, 1e-5, 1e-7]) {
    const near: Gaussians = { mean: normals(stream, 1000), logStd: normals(stream, 1000) };
    const moved: Gaussians = {
      mean: near.mean.map((m) => m + size * stream.uniform()),
      logStd: near.logStd.map((s) => s + size * (stream.uniform() - 0.5)),
    };
    expect(Math.min(...gaussianKl(kernels, near, moved, 1))).toBeGreaterThanOrEqual(0);
  }
});

test.for([1, 3, 8, 17])(
  "the gradient in $0 dimensions is the numeric one within 1e-5 relative + 1e-5",
  (dimensions) => {
    const stream = randomStream(2, "Gaussian KL gradient");
    const size = 5 * dimensions;
    const draws = names.map((name) => normals(stream, size, name.endsWith("Mean") ? 1 : 0.4));
    const [mean, logStd, priorMean, priorLogStd] = draws;
    const upstream = normals(stream, 5);
    const gaussians = { mean: mean!, logStd: logStd! };
    const prior = { mean: priorMean!, logStd: priorLogStd! };
    const got = gaussianKlGradient(kernels, upstream, gaussians, prior, dimensions);
    names.forEach((name, argument) => {
      const value = (moved: readonly number[]) =>
        weightedKl(
          upstream,
          draws.map((draw, i) => (i === argument ? moved : Array.from(draw))),
          dimensions,
        );
      const expected = numericGradient(value, draws[argument]!);
      expect(mismatches(name, got[name], expected, { relative: 1e-5, absolute: 1e-5 })).toEqual([]);
    });
  },
);

/** Σ over rows of upstream · KL, of mean, logStd, prior mean and prior logStd. */
function weightedKl(
  upstream: Float32Array,
  inputs: readonly (readonly number[])[],
  dimensions: number,
): number {
  const [mean, logStd, priorMean, priorLogStd] = inputs.map((input) => rows(input, dimensions));
  return total(
    mean!.map((m, row) => {
      const prior = { mean: priorMean![row]!, logStd: priorLogStd![row]! };
      return upstream[row]! * reference.gaussianKl({ mean: m, logStd: logStd![row]! }, prior);
    }),
  );
}

test("arrays of other sizes than the mean are refused by name", () => {
  const [four, three] = [new Float32Array(4), new Float32Array(3)];
  const good = { mean: four, logStd: four };
  expect(() => gaussianKl(kernels, { mean: four, logStd: three }, good, 2)).toThrow(
    "logStd.length must be 4; got 3",
  );
  expect(() => gaussianKl(kernels, good, { mean: three, logStd: four }, 2)).toThrow(
    "prior.mean.length must be 4; got 3",
  );
  expect(() => gaussianKl(kernels, good, good, 3)).toThrow(
    "mean.length must be a multiple of dimensions = 3; got 4",
  );
  expect(() => gaussianKlGradient(kernels, three, good, good, 2)).toThrow("upstream.length must be 2; got 3");
});
