import { atanh } from "./elementary.ts";
import type { Gaussians } from "./gaussian-kl.ts";
import type { Kernels } from "./kernels.ts";
import { checkLength, rowsOf } from "./shape.ts";

/** A batch of actions in (−1, 1). */
export interface TanhGaussianSample {
  /** tanh(preTanh), [rows][dimensions]. */
  readonly action: Float32Array;
  /** mean + e^logStd · noise, [rows][dimensions]. */
  readonly preTanh: Float32Array;
  /** Σ_d log π(action_d), [rows]. */
  readonly logProb: Float32Array;
}

/**
 * Samples a = tanh(mean + e^logStd · noise) with its log-density (SAC, arXiv:1801.01290, appendix C), exact also where
 * tanh saturates: log(1 − tanh² u) = 2 (log 2 − |u| − log1p(e^−2|u|)).
 *
 * @param noise draws of N(0, 1), flat row-major [rows][dimensions]
 */
export function tanhGaussianSample(
  kernels: Kernels,
  { mean, logStd }: Gaussians,
  noise: Float32Array,
  dimensions: number,
): TanhGaussianSample {
  const rows = rowsOf("mean", mean, "dimensions", dimensions);
  checkLength(mean.length, { logStd, noise });
  return kernels.run((exports, arena) => {
    const [action, preTanh] = [arena.reserve(mean.length), arena.reserve(mean.length)];
    const logProb = arena.reserve(rows);
    exports.tanhGaussianSample(
      action.address,
      preTanh.address,
      logProb.address,
      arena.place(mean),
      arena.place(logStd),
      arena.place(noise),
      rows,
      dimensions,
    );
    return { action: arena.read(action), preTanh: arena.read(preTanh), logProb: arena.read(logProb) };
  });
}

/** Gradient of `tanhGaussianSample` in mean and logStd along the sample: the noise stays, the action moves. */
export function tanhGaussianSampleGradient(
  kernels: Kernels,
  upstream: TanhGaussianSample,
  preTanh: Float32Array,
  logStd: Float32Array,
  noise: Float32Array,
  dimensions: number,
): Gaussians {
  const rows = rowsOf("preTanh", preTanh, "dimensions", dimensions);
  const { length } = preTanh;
  checkLength(length, {
    logStd,
    noise,
    "upstream.action": upstream.action,
    "upstream.preTanh": upstream.preTanh,
  });
  checkLength(rows, { "upstream.logProb": upstream.logProb });
  return kernels.run((exports, arena) => {
    const [inMean, inLogStd] = [arena.reserve(length), arena.reserve(length)];
    exports.tanhGaussianSampleGradient(
      inMean.address,
      inLogStd.address,
      arena.place(upstream.action),
      arena.place(upstream.preTanh),
      arena.place(upstream.logProb),
      arena.place(preTanh),
      arena.place(logStd),
      arena.place(noise),
      rows,
      dimensions,
    );
    return { mean: arena.read(inMean), logStd: arena.read(inLogStd) };
  });
}

/**
 * Σ_d log π(tanh u_d) of every row, for the value u before the tanh.
 *
 * @param preTanh flat row-major [rows][dimensions]
 * @returns [rows]; −Infinity where u is infinite
 */
export function tanhGaussianLogProb(
  kernels: Kernels,
  preTanh: Float32Array,
  { mean, logStd }: Gaussians,
  dimensions: number,
): Float32Array {
  const rows = rowsOf("preTanh", preTanh, "dimensions", dimensions);
  checkLength(preTanh.length, { mean, logStd });
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    const [u, m, s] = [arena.place(preTanh), arena.place(mean), arena.place(logStd)];
    exports.tanhGaussianLogProb(out.address, u, m, s, rows, dimensions);
    return arena.read(out);
  });
}

/** The gradient of a log-density: in the action (before or after the tanh), and in the Gaussian. */
export interface TanhGaussianLogProbGradient extends Gaussians {
  readonly preTanh: Float32Array;
}

/**
 * upstream[row] times the gradient of `tanhGaussianLogProb`, u being an input of its own: 2 tanh u − z/σ in u, z/σ in
 * the mean, z² − 1 in logStd, z = (u − mean)/σ.
 */
export function tanhGaussianLogProbGradient(
  kernels: Kernels,
  upstream: Float32Array,
  preTanh: Float32Array,
  { mean, logStd }: Gaussians,
  dimensions: number,
): TanhGaussianLogProbGradient {
  const rows = rowsOf("preTanh", preTanh, "dimensions", dimensions);
  const { length } = preTanh;
  checkLength(length, { mean, logStd });
  checkLength(rows, { upstream });
  return kernels.run((exports, arena) => {
    const [inPreTanh, inMean, inLogStd] = [
      arena.reserve(length),
      arena.reserve(length),
      arena.reserve(length),
    ];
    const [w, u, m, s] = [upstream, preTanh, mean, logStd].map(arena.place);
    exports.tanhGaussianLogProbGradient(
      inPreTanh.address,
      inMean.address,
      inLogStd.address,
      w!,
      u!,
      m!,
      s!,
      rows,
      dimensions,
    );
    return { preTanh: arena.read(inPreTanh), mean: arena.read(inMean), logStd: arena.read(inLogStd) };
  });
}

/**
 * Σ_d log π(a_d) of given actions in (−1, 1), through u = artanh a. An action of ±1 has density 0 and gives −Infinity,
 * one beyond gives NaN. The gradient in a is that in u, divided by 1 − a².
 *
 * @param action flat row-major [rows][dimensions]
 */
export function tanhGaussianLogProbOfAction(
  kernels: Kernels,
  action: Float32Array,
  gaussians: Gaussians,
  dimensions: number,
): Float32Array {
  return tanhGaussianLogProb(kernels, atanh(kernels, action), gaussians, dimensions);
}
