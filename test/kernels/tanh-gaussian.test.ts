import { expect, test } from "vitest";
import { createKernels } from "../../src/kernels/kernels.ts";
import { randomStream } from "../../src/kernels/random.ts";
import {
  type TanhGaussianSample,
  tanhGaussianLogProb,
  tanhGaussianLogProbGradient,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
  tanhGaussianSampleGradient,
} from "../../src/kernels/tanh-gaussian.ts";
import { mismatches } from "../conformance.ts";
import { normals } from "./draw.ts";
import { numericGradient } from "./reference/numeric-gradient.ts";
import { rows } from "./reference/rows.ts";
import * as reference from "./reference/tanh-gaussian.ts";
import { total } from "./reference/total.ts";

const kernels = await createKernels();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

function logProbOfAction(action: number, mean: number, std: number): number {
  const gaussian = { mean: Float32Array.of(mean), logStd: Float32Array.of(Math.log(std)) };
  return tanhGaussianLogProbOfAction(kernels, Float32Array.of(action), gaussian, 1)[0]!;
}

test.for([
  {
    action: 0,
    mean: 0,
    std: 1,
    value: -0.918938533204673,
    title: "−½ log 2π, as the slope of tanh is 1 there",
  },
  {
    action: 0.5,
    mean: 0.3,
    std: 0.7,
    value: -0.338003510286315,
    title: "−½(.249306/.7)² − log .7 − ½ log 2π − log .75",
  },
])(
  "log π($action) for mean $mean, σ = $std is $title = $value within 2e-6",
  ({ action, mean, std, value }) => {
    const got = logProbOfAction(action, mean, std);
    expect(mismatches("log π", [got], value, { absolute: 2e-6 })).toEqual([]);
  },
);

test.for([
  { action: 1, value: -infinity },
  { action: -1, value: -infinity },
  { action: 1.5, value: nan },
  { action: nan, value: nan },
])("log π($action) is exactly $value", ({ action, value }) => {
  expect(logProbOfAction(action, 0.5, 2)).toBe(value);
});

test("one action on the boundary takes the whole row to −Infinity, and no other row", () => {
  const action = Float32Array.of(0.5, 1, 0.5, 0.5);
  const standard = { mean: new Float32Array(4), logStd: new Float32Array(4) };
  const [boundary, inside] = tanhGaussianLogProbOfAction(kernels, action, standard, 2);
  expect(boundary).toBe(-infinity);
  expect(inside).toBeGreaterThan(-2);
});

test("a sample with noise 0 is tanh(mean), whatever σ", () => {
  const mean = Float32Array.of(-20, -0.5, 0, 0.25, 20);
  const got = tanhGaussianSample(
    kernels,
    { mean, logStd: Float32Array.of(-20, -1, 0, 1, 2) },
    new Float32Array(5),
    1,
  );
  expect(got.preTanh).toEqual(mean);
  const expected = Array.from(mean, Math.tanh);
  expect(mismatches("action", got.action, expected, { ulp: 1.5 })).toEqual([]);
});

test("the log-density of a sample is that of its preTanh within 1e-5, where σ is of order 1", () => {
  const stream = randomStream(0, "tanh-Gaussian sample");
  const gaussians = { mean: normals(stream, 200), logStd: normals(stream, 200, 0.3) };
  const { preTanh, logProb } = tanhGaussianSample(kernels, gaussians, normals(stream, 200), 2);
  const again = tanhGaussianLogProb(kernels, preTanh, gaussians, 2);
  expect(mismatches("log π", again, Array.from(logProb), { absolute: 1e-5 })).toEqual([]);
});

test("where σ vanishes beside the mean the log-density of a sample still comes from its noise", () => {
  const narrow = { mean: Float32Array.of(1), logStd: Float32Array.of(-20) };
  const { preTanh, logProb } = tanhGaussianSample(kernels, narrow, Float32Array.of(2), 1);
  expect(preTanh[0]).toBe(1);
  // −½ · 2² + 20 − ½ log 2π − log(1 − tanh² 1) = 17.948628
  const expected = -2 + 20 - 0.5 * Math.log(2 * Math.PI) - Math.log(1 - Math.tanh(1) ** 2);
  expect(mismatches("log π", logProb, expected, { relative: 1e-6 })).toEqual([]);
});

const dimensionCounts = [1, 3, 6, 17];
const limits = { relative: 2e-5, absolute: 2e-5 };

test.for(dimensionCounts)(
  "the gradient of a log-density in %d dimensions is the numeric one within 2e-5 relative + 2e-5",
  (dimensions) => {
    const stream = randomStream(1, "tanh-Gaussian gradient");
    const size = 5 * dimensions;
    const inputs = [normals(stream, size), normals(stream, size), normals(stream, size, 0.3)] as const;
    const [preTanh, mean, logStd] = inputs;
    const upstream = normals(stream, 5);
    const value = (u: ArrayLike<number>, m: ArrayLike<number>, s: ArrayLike<number>) => {
      const [means, logStds] = [rows(m, dimensions), rows(s, dimensions)];
      const logProbs = rows(u, dimensions).map((row, i) =>
        reference.tanhGaussianLogProb(row, { mean: means[i]!, logStd: logStds[i]! }),
      );
      return total(logProbs.map((logProb, i) => upstream[i]! * logProb));
    };
    const got = tanhGaussianLogProbGradient(kernels, upstream, preTanh, { mean, logStd }, dimensions);
    const inPreTanh = numericGradient((moved) => value(moved, mean, logStd), preTanh);
    expect(mismatches("preTanh", got.preTanh, inPreTanh, limits)).toEqual([]);
    const inMean = numericGradient((moved) => value(preTanh, moved, logStd), mean);
    expect(mismatches("mean", got.mean, inMean, limits)).toEqual([]);
    const inLogStd = numericGradient((moved) => value(preTanh, mean, moved), logStd);
    expect(mismatches("logStd", got.logStd, inLogStd, limits)).toEqual([]);
  },
);

test.for(dimensionCounts)(
  "the pathwise gradient in %d dimensions is the numeric one within 2e-5 relative + 2e-5, for all three upstreams",
  (dimensions) => {
    const stream = randomStream(2, "tanh-Gaussian pathwise gradient");
    const size = 5 * dimensions;
    const [mean, logStd, noise] = [normals(stream, size), normals(stream, size, 0.3), normals(stream, size)];
    const upstream: TanhGaussianSample = {
      action: normals(stream, size),
      preTanh: normals(stream, size),
      logProb: normals(stream, 5),
    };
    const value = (m: ArrayLike<number>, s: ArrayLike<number>) => weigh(upstream, m, s, noise, dimensions);
    const { preTanh } = tanhGaussianSample(kernels, { mean, logStd }, noise, dimensions);
    const got = tanhGaussianSampleGradient(kernels, upstream, preTanh, logStd, noise, dimensions);
    const inMean = numericGradient((moved) => value(moved, logStd), mean);
    expect(mismatches("mean", got.mean, inMean, limits)).toEqual([]);
    const inLogStd = numericGradient((moved) => value(mean, moved), logStd);
    expect(mismatches("logStd", got.logStd, inLogStd, limits)).toEqual([]);
  },
);

/** Σ upstream · output over the three outputs of the sample. */
function weigh(
  upstream: TanhGaussianSample,
  mean: ArrayLike<number>,
  logStd: ArrayLike<number>,
  noise: ArrayLike<number>,
  dimensions: number,
): number {
  const [logStds, noises] = [rows(logStd, dimensions), rows(noise, dimensions)];
  const [actions, preTanhs] = [rows(upstream.action, dimensions), rows(upstream.preTanh, dimensions)];
  return total(
    rows(mean, dimensions).map((m, i) => {
      const sample = reference.tanhGaussianSample({ mean: m, logStd: logStds[i]! }, noises[i]!);
      const direct = sample.action.map((a, d) => actions[i]![d]! * a + preTanhs[i]![d]! * sample.preTanh[d]!);
      return total(direct) + upstream.logProb[i]! * sample.logProb;
    }),
  );
}

test("an upstream of 0 gives a gradient of 0 exactly, in every argument", () => {
  const stream = randomStream(3, "tanh-Gaussian zero upstream");
  const [mean, logStd, noise] = [normals(stream, 6), normals(stream, 6), normals(stream, 6)];
  const nothing = { action: new Float32Array(6), preTanh: new Float32Array(6), logProb: new Float32Array(2) };
  const sample = tanhGaussianSampleGradient(kernels, nothing, mean, logStd, noise, 3);
  const density = tanhGaussianLogProbGradient(kernels, nothing.logProb, noise, { mean, logStd }, 3);
  for (const gradient of [...Object.values(sample), ...Object.values(density)]) {
    expect(gradient.every((entry: number) => entry === 0)).toBe(true);
  }
});

test("arrays of other sizes are refused by name", () => {
  const [four, three] = [new Float32Array(4), new Float32Array(3)];
  const good = { mean: four, logStd: four };
  expect(() => tanhGaussianSample(kernels, good, three, 2)).toThrow("noise.length must be 4; got 3");
  expect(() => tanhGaussianLogProb(kernels, four, { mean: three, logStd: four }, 2)).toThrow(
    "mean.length must be 4; got 3",
  );
  const upstream = { action: four, preTanh: three, logProb: new Float32Array(2) };
  expect(() => tanhGaussianSampleGradient(kernels, upstream, four, four, four, 2)).toThrow(
    "upstream.preTanh.length must be 4; got 3",
  );
  expect(() => tanhGaussianLogProbGradient(kernels, three, four, good, 2)).toThrow(
    "upstream.length must be 2; got 3",
  );
});
