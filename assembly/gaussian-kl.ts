import { exp, expm1, expm1MinusX } from "./exponential";
import { loadColumn, loadPerRow, nextRow, storeColumn, storePerRow } from "./rows";

/** (mean − priorMean) / priorStd, and 0 for equal means, also where 1 / priorStd is beyond float32. */
function standardized(mean: v128, priorMean: v128, priorLogStd: v128): v128 {
  const gap = f32x4.sub(mean, priorMean);
  const z = f32x4.mul(gap, exp(f32x4.neg(priorLogStd)));
  return v128.andnot(z, f32x4.eq(gap, f32x4.splat(0.0)));
}

function twice(x: v128): v128 {
  return f32x4.add(x, x);
}

/**
 * out[row] = KL(N(mean, e^logStd) ‖ N(priorMean, e^priorLogStd)) = ½ Σ_d (e^δ − 1 − δ + z²) with
 * δ = 2 (logStd − priorLogStd), z = (mean − priorMean) / priorStd: never negative, 0 for equal inputs.
 */
export function gaussianKl(
  out: usize,
  mean: usize,
  logStd: usize,
  priorMean: usize,
  priorLogStd: usize,
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
      const prior = loadColumn(priorLogStd + offset, row0, row1, row2, row3);
      const delta = twice(f32x4.sub(loadColumn(logStd + offset, row0, row1, row2, row3), prior));
      const m = loadColumn(mean + offset, row0, row1, row2, row3);
      const z = standardized(m, loadColumn(priorMean + offset, row0, row1, row2, row3), prior);
      sum = f32x4.add(sum, f32x4.add(expm1MinusX(delta), f32x4.mul(z, z)));
    }
    storePerRow(out, row, rows, f32x4.mul(f32x4.splat(0.5), sum));
  }
}

/**
 * upstream[row] times the gradient of gaussianKl in its four inputs: z / priorStd, e^δ − 1, −z / priorStd and
 * −(e^δ − 1) − z².
 */
export function gaussianKlGradient(
  meanOut: usize,
  logStdOut: usize,
  priorMeanOut: usize,
  priorLogStdOut: usize,
  upstream: usize,
  mean: usize,
  logStd: usize,
  priorMean: usize,
  priorLogStd: usize,
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
      const prior = loadColumn(priorLogStd + offset, row0, row1, row2, row3);
      const delta = twice(f32x4.sub(loadColumn(logStd + offset, row0, row1, row2, row3), prior));
      const m = loadColumn(mean + offset, row0, row1, row2, row3);
      const z = standardized(m, loadColumn(priorMean + offset, row0, row1, row2, row3), prior);
      const inMean = f32x4.mul(weight, f32x4.mul(z, exp(f32x4.neg(prior))));
      const growth = expm1(delta);
      const inPrior = f32x4.mul(weight, f32x4.add(growth, f32x4.mul(z, z)));
      storeColumn(meanOut + offset, row0, row1, row2, row3, inMean);
      storeColumn(priorMeanOut + offset, row0, row1, row2, row3, f32x4.neg(inMean));
      storeColumn(logStdOut + offset, row0, row1, row2, row3, f32x4.mul(weight, growth));
      storeColumn(priorLogStdOut + offset, row0, row1, row2, row3, f32x4.neg(inPrior));
    }
  }
}
