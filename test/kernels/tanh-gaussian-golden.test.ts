import { expect, test } from "vitest";
import { createKernels } from "../../src/kernels/kernels.ts";
import {
  tanhGaussianLogProb,
  tanhGaussianLogProbGradient,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
  tanhGaussianSampleGradient,
} from "../../src/kernels/tanh-gaussian.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";

interface Input {
  mean: number[][];
  logStd: number[][];
}

interface FromNoise {
  name: string;
  kind: "fromNoise";
  input: Input & { noise: number[][] };
  preTanh: Expected;
  action: Expected;
  logProb: Expected;
  actionGradient: Record<"mean" | "logStd", Expected>;
  logProbGradient: Record<"mean" | "logStd", Expected>;
}

interface FromPreTanh {
  name: string;
  kind: "fromPreTanh";
  input: Input & { preTanh: number[][] };
  logProb: Expected;
  logProbGradient: Record<"mean" | "logStd" | "preTanh", Expected>;
}

interface FromAction {
  name: string;
  kind: "fromAction";
  input: Input & { action: number[][] };
  logProb: Expected;
  logProbGradient: Record<"mean" | "logStd" | "action", Expected>;
}

interface Boundary {
  name: string;
  kind: "boundary";
  input: Input & { action: number[][] };
  logProbLimit: Expected;
}

const { cases, tolerance } = loadVectors<{
  cases: (FromNoise | FromPreTanh | FromAction | Boundary)[];
  tolerance: Record<
    "action" | "logProb" | "logProbNearBoundary" | "gradient" | "gradientInAction",
    Tolerance
  >;
}>("tanh-gaussian");
const fromNoise = cases.filter((each) => each.kind === "fromNoise");
const fromPreTanh = cases.filter((each) => each.kind === "fromPreTanh");
const fromAction = cases.filter((each) => each.kind === "fromAction");
const boundary = cases.filter((each) => each.kind === "boundary");
const kernels = await createKernels();

function flat(values: readonly number[][]): Float32Array {
  return Float32Array.from(values.flat());
}

function gaussiansOf({ mean, logStd }: Input) {
  return { mean: flat(mean), logStd: flat(logStd) };
}

function dimensionsOf({ mean }: Input): number {
  return mean[0]!.length;
}

function logProbLimits(name: string): Tolerance {
  return name.includes("near") ? tolerance.logProbNearBoundary : tolerance.logProb;
}

test("the file of golden vectors has 9 + 8 + 11 + 1 cases of the four kinds", () => {
  const counts = [fromNoise, fromPreTanh, fromAction, boundary].map(({ length }) => length);
  expect([...counts, cases.length]).toEqual([9, 8, 11, 1, 29]);
});

test.for(fromNoise)(
  "golden $name: the sample and its log-density within the tolerance of the file",
  (each) => {
    const { name, input } = each;
    const dimensions = dimensionsOf(input);
    const got = tanhGaussianSample(kernels, gaussiansOf(input), flat(input.noise), dimensions);
    expect(mismatches(name, got.action, each.action, tolerance.action)).toEqual([]);
    expect(mismatches(name, got.preTanh, each.preTanh, { relative: 4e-7, absolute: 4e-7 })).toEqual([]);
    const sizes = { Dimension: dimensions };
    expect(mismatches(name, got.logProb, each.logProb, logProbLimits(name), sizes)).toEqual([]);
  },
);

test.for(fromNoise)("golden $name: both pathwise gradients within the tolerance of the file", (each) => {
  const { name, input } = each;
  const dimensions = dimensionsOf(input);
  const [gaussians, noise] = [gaussiansOf(input), flat(input.noise)];
  const { preTanh } = tanhGaussianSample(kernels, gaussians, noise, dimensions);
  const gradient = (inAction: number, inLogProb: number) => {
    const upstream = {
      action: new Float32Array(noise.length).fill(inAction),
      preTanh: new Float32Array(noise.length),
      logProb: new Float32Array(input.mean.length).fill(inLogProb),
    };
    return tanhGaussianSampleGradient(kernels, upstream, preTanh, gaussians.logStd, noise, dimensions);
  };
  const [ofAction, ofLogProb] = [gradient(1, 0), gradient(0, 1)];
  for (const key of ["mean", "logStd"] as const) {
    const limits = tolerance.gradient;
    expect(mismatches(`${name}, action`, ofAction[key], each.actionGradient[key], limits)).toEqual([]);
    expect(mismatches(`${name}, log π`, ofLogProb[key], each.logProbGradient[key], limits)).toEqual([]);
  }
});

test.for(fromPreTanh)(
  "golden $name: the log-density and its gradient within the tolerance of the file",
  (each) => {
    const { name, input } = each;
    const dimensions = dimensionsOf(input);
    const [preTanh, gaussians] = [flat(input.preTanh), gaussiansOf(input)];
    const logProb = tanhGaussianLogProb(kernels, preTanh, gaussians, dimensions);
    expect(mismatches(name, logProb, each.logProb, logProbLimits(name), { Dimension: dimensions })).toEqual(
      [],
    );
    const ones = new Float32Array(input.mean.length).fill(1);
    const gradient = tanhGaussianLogProbGradient(kernels, ones, preTanh, gaussians, dimensions);
    for (const key of ["mean", "logStd", "preTanh"] as const) {
      expect(
        mismatches(`${name}, ${key}`, gradient[key], each.logProbGradient[key], tolerance.gradient),
      ).toEqual([]);
    }
  },
);

test.for(fromAction)("golden $name: the log-density within the tolerance of the file", (each) => {
  const { name, input } = each;
  const dimensions = dimensionsOf(input);
  const got = tanhGaussianLogProbOfAction(kernels, flat(input.action), gaussiansOf(input), dimensions);
  expect(mismatches(name, got, each.logProb, logProbLimits(name), { Dimension: dimensions })).toEqual([]);
});

test.for(fromAction)(
  "golden $name: its gradient, in the action by the slope of artanh, within the tolerance",
  (each) => {
    const { name, input } = each;
    const action = flat(input.action);
    // artanh and its slope 1 / (1 − a²) are the caller's: in float64, to see the error of the kernel alone
    const preTanh = action.map(Math.atanh);
    const ones = new Float32Array(input.mean.length).fill(1);
    const got = tanhGaussianLogProbGradient(kernels, ones, preTanh, gaussiansOf(input), dimensionsOf(input));
    for (const key of ["mean", "logStd"] as const) {
      expect(mismatches(`${name}, ${key}`, got[key], each.logProbGradient[key], tolerance.gradient)).toEqual(
        [],
      );
    }
    const inAction = got.preTanh.map((slope, i) => slope / (1 - action[i]! ** 2));
    const limits = tolerance.gradientInAction;
    expect(mismatches(`${name}, action`, inAction, each.logProbGradient.action, limits)).toEqual([]);
  },
);

test.for(boundary)("golden $name: −Infinity exactly", ({ name, input, logProbLimit }) => {
  const got = tanhGaussianLogProbOfAction(
    kernels,
    flat(input.action),
    gaussiansOf(input),
    dimensionsOf(input),
  );
  expect(mismatches(name, got, logProbLimit, {})).toEqual([]);
});
