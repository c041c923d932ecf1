import type { Gaussian } from "./gaussian.ts";
import { total } from "./total.ts";

/** log(1 − tanh² u). */
function logSlope(u: number): number {
  const size = Math.abs(u);
  return 2 * (Math.LN2 - size - Math.log1p(Math.exp(-2 * size)));
}

function logDensity(z: number, logStd: number, u: number): number {
  return -0.5 * z * z - logStd - 0.5 * Math.log(2 * Math.PI) - logSlope(u);
}

/** Σ_d log π(tanh u_d). */
export function tanhGaussianLogProb(preTanh: readonly number[], { mean, logStd }: Gaussian): number {
  return total(
    preTanh.map((u, d) => {
      if (Math.abs(u) === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
      return logDensity((u - mean[d]!) / Math.exp(logStd[d]!), logStd[d]!, u);
    }),
  );
}

export function tanhGaussianLogProbGradient(
  upstream: number,
  preTanh: readonly number[],
  { mean, logStd }: Gaussian,
): { preTanh: number[]; mean: number[]; logStd: number[] } {
  const pull = preTanh.map((u, d) => (u - mean[d]!) / Math.exp(2 * logStd[d]!));
  const z = preTanh.map((u, d) => (u - mean[d]!) / Math.exp(logStd[d]!));
  return {
    preTanh: preTanh.map((u, d) => upstream * (2 * Math.tanh(u) - pull[d]!)),
    mean: pull.map((p) => upstream * p),
    logStd: z.map((score) => upstream * (score * score - 1)),
  };
}

export function tanhGaussianSample(
  { mean, logStd }: Gaussian,
  noise: readonly number[],
): { action: number[]; preTanh: number[]; logProb: number } {
  const preTanh = mean.map((m, d) => m + Math.exp(logStd[d]!) * noise[d]!);
  return {
    action: preTanh.map(Math.tanh),
    preTanh,
    logProb: total(preTanh.map((u, d) => logDensity(noise[d]!, logStd[d]!, u))),
  };
}

/** What flows into mean and logStd along the sample: the noise stays, u moves. */
export function tanhGaussianSampleGradient(
  upstream: {
    readonly action: readonly number[];
    readonly preTanh: readonly number[];
    readonly logProb: number;
  },
  preTanh: readonly number[],
  logStd: readonly number[],
  noise: readonly number[],
): { mean: number[]; logStd: number[] } {
  const mean = preTanh.map((u, d) => {
    const slope = Math.cosh(u) ** -2;
    return upstream.preTanh[d]! + upstream.action[d]! * slope + upstream.logProb * 2 * Math.tanh(u);
  });
  return {
    mean,
    logStd: mean.map((g, d) => g * Math.exp(logStd[d]!) * noise[d]! - upstream.logProb),
  };
}
