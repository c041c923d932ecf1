import { exp } from "./exponential";
import { sechSquared, tanh as tanhOf } from "./hyperbolic";
import { log1p } from "./logarithm";
import { loadColumn, loadPerRow, nextRow, storeColumn, storePerRow } from "./rows";

let halfLogTwoPi: v128 = f32x4.splat(0.9189385332046727);
let logTwo: v128 = f32x4.splat(0.6931471805599453);

/** log(1 − tanh² u) = 2 (log 2 − |u| − log1p(e^−2|u|)): exact where tanh u rounds to ±1 (SAC, arXiv:1801.01290, C). */
function logSlope(u: v128): v128 {
  const size = f32x4.abs(u);
  const tail = log1p(exp(f32x4.mul(size, f32x4.splat(-2.0))));
  return f32x4.mul(f32x4.splat(2.0), f32x4.sub(f32x4.sub(logTwo, size), tail));
}

/** −½z² − logStd − ½ log 2π − log(1 − tanh² u). */
function logDensity(z: v128, logStd: v128, u: v128): v128 {
  const gaussian = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(f32x4.splat(0.5), z), z), logStd), halfLogTwoPi);
  return f32x4.neg(f32x4.add(gaussian, logSlope(u)));
}

/**
 * Draws a = tanh(u), u = mean + e^logStd · noise, all [rows][dimensions], with logProb[row] = Σ_d log π(a_d). The noise
 * itself is the standardised u: (u − mean) / std would lose it where std is small against the mean.
 */
export function tanhGaussianSample(
  action: usize,
  preTanh: usize,
  logProb: usize,
  mean: usize,
  logStd: usize,
  noise: usize,
  rows: i32,
  dimensions: i32,
): void {
  const width = (<usize>dimensions) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    let sum = f32x4.splat(0.0);
    for (let offset: usize = 0; offset < width; offset += 4) {
      const z = loadColumn(noise + offset, row0, row1, row2, row3);
      const s = loadColumn(logStd + offset, row0, row1, row2, row3);
      const u = f32x4.add(loadColumn(mean + offset, row0, row1, row2, row3), f32x4.mul(exp(s), z));
      storeColumn(preTanh + offset, row0, row1, row2, row3, u);
      storeColumn(action + offset, row0, row1, row2, row3, tanhOf(u));
      sum = f32x4.add(sum, logDensity(z, s, u));
    }
    storePerRow(logProb, row, rows, sum);
  }
}

/**
 * Gradient of tanhGaussianSample along the sample (noise fixed, u moves): with g = upstream of u + upstream of the
 * action · (1 − tanh² u) + upstream of logProb · 2 tanh u, it is g in the mean and g · std · noise − upstream of logProb
 * in logStd.
 */
export function tanhGaussianSampleGradient(
  meanOut: usize,
  logStdOut: usize,
  actionUpstream: usize,
  preTanhUpstream: usize,
  logProbUpstream: usize,
  preTanh: usize,
  logStd: usize,
  noise: usize,
  rows: i32,
  dimensions: i32,
): void {
  const width = (<usize>dimensions) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    const density = loadPerRow(logProbUpstream, row, rows);
    for (let offset: usize = 0; offset < width; offset += 4) {
      const u = loadColumn(preTanh + offset, row0, row1, row2, row3);
      const inAction = f32x4.mul(loadColumn(actionUpstream + offset, row0, row1, row2, row3), sechSquared(u));
      const inDensity = f32x4.mul(density, f32x4.mul(f32x4.splat(2.0), tanhOf(u)));
      const direct = loadColumn(preTanhUpstream + offset, row0, row1, row2, row3);
      const inMean = f32x4.add(direct, f32x4.add(inAction, inDensity));
      const std = exp(loadColumn(logStd + offset, row0, row1, row2, row3));
      const spread = f32x4.mul(std, loadColumn(noise + offset, row0, row1, row2, row3));
      storeColumn(meanOut + offset, row0, row1, row2, row3, inMean);
      storeColumn(logStdOut + offset, row0, row1, row2, row3, f32x4.sub(f32x4.mul(inMean, spread), density));
    }
  }
}

/**
 * out[row] = Σ_d log π(tanh u_d) for the pre-tanh values u. Where u is infinite (an action of ±1) the density is 0, and
 * out −Infinity.
 */
export function tanhGaussianLogProb(
  out: usize,
  preTanh: usize,
  mean: usize,
  logStd: usize,
  rows: i32,
  dimensions: i32,
): void {
  const width = (<usize>dimensions) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    let sum = f32x4.splat(0.0);
    for (let offset: usize = 0; offset < width; offset += 4) {
      const u = loadColumn(preTanh + offset, row0, row1, row2, row3);
      const s = loadColumn(logStd + offset, row0, row1, row2, row3);
      const distance = f32x4.sub(u, loadColumn(mean + offset, row0, row1, row2, row3));
      const density = logDensity(f32x4.mul(distance, exp(f32x4.neg(s))), s, u);
      const isBoundary = f32x4.eq(f32x4.abs(u), f32x4.splat(Infinity));
      sum = f32x4.add(sum, v128.bitselect(f32x4.splat(-Infinity), density, isBoundary));
    }
    storePerRow(out, row, rows, sum);
  }
}

/** upstream[row] times the gradient of tanhGaussianLogProb: 2 tanh u − z/std in u, z/std in the mean, z² − 1 in logStd. */
export function tanhGaussianLogProbGradient(
  preTanhOut: usize,
  meanOut: usize,
  logStdOut: usize,
  upstream: usize,
  preTanh: usize,
  mean: usize,
  logStd: usize,
  rows: i32,
  dimensions: i32,
): void {
  const width = (<usize>dimensions) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    const weight = loadPerRow(upstream, row, rows);
    for (let offset: usize = 0; offset < width; offset += 4) {
      const u = loadColumn(preTanh + offset, row0, row1, row2, row3);
      const inverseStd = exp(f32x4.neg(loadColumn(logStd + offset, row0, row1, row2, row3)));
      const distance = f32x4.sub(u, loadColumn(mean + offset, row0, row1, row2, row3));
      const z = f32x4.mul(distance, inverseStd);
      const pull = f32x4.mul(z, inverseStd);
      const slope = f32x4.mul(f32x4.splat(2.0), tanhOf(u));
      const inLogStd = f32x4.sub(f32x4.mul(z, z), f32x4.splat(1.0));
      storeColumn(preTanhOut + offset, row0, row1, row2, row3, f32x4.mul(weight, f32x4.sub(slope, pull)));
      storeColumn(meanOut + offset, row0, row1, row2, row3, f32x4.mul(weight, pull));
      storeColumn(logStdOut + offset, row0, row1, row2, row3, f32x4.mul(weight, inLogStd));
    }
  }
}
