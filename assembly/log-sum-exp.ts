import { expNonPositive } from "./exponential";
import { log1p } from "./logarithm";
import { interleaveHigh, interleaveLow, joinHigh, joinLow, loadColumn, nextRow, storePerRow } from "./rows";
import { softmaxRow } from "./softmax-row";

/** The largest entry of four rows. A NaN may get lost here; the sum of exponentials catches it. */
export function rowMaximum(x: usize, row0: usize, row1: usize, row2: usize, row3: usize, width: usize): v128 {
  let maximum = f32x4.splat(-Infinity);
  let column = x;
  const whole = x + (width & ~15);
  if (column < whole) {
    let m0 = v128.load(x + row0);
    let m1 = v128.load(x + row1);
    let m2 = v128.load(x + row2);
    let m3 = v128.load(x + row3);
    for (column += 16; column < whole; column += 16) {
      m0 = f32x4.pmax(m0, v128.load(column + row0));
      m1 = f32x4.pmax(m1, v128.load(column + row1));
      m2 = f32x4.pmax(m2, v128.load(column + row2));
      m3 = f32x4.pmax(m3, v128.load(column + row3));
    }
    const m01 = f32x4.pmax(interleaveLow(m0, m1), interleaveHigh(m0, m1));
    const m23 = f32x4.pmax(interleaveLow(m2, m3), interleaveHigh(m2, m3));
    maximum = f32x4.pmax(joinLow(m01, m23), joinHigh(m01, m23));
  }
  for (const end = x + width; column < end; column += 4) {
    maximum = f32x4.pmax(maximum, loadColumn(column, row0, row1, row2, row3));
  }
  return maximum;
}

/** exp((x − maximum) · inverseTemperature), and 0 at the maximum, also where both are infinite and differ by NaN. */
function termBelow(x: v128, maximum: v128, inverseTemperature: v128): v128 {
  const term = expNonPositive(f32x4.mul(f32x4.sub(x, maximum), inverseTemperature));
  return v128.andnot(term, f32x4.eq(x, maximum));
}

/**
 * Σ exp((x − maximum) · inverseTemperature) over a row, without the 1 of one maximum: that 1 belongs into log1p; added
 * here it would swallow the small terms.
 */
export function sumBeyondMaximum(
  x: usize,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  width: usize,
  maximum: v128,
  inverseTemperature: v128,
): v128 {
  let below = f32x4.splat(0.0);
  // comparisons give −1 where they hold, so that this counts 1 − (number of maxima)
  let spared = i32x4.splat(1);
  let column = x;
  for (const whole = x + (width & ~15); column < whole; column += 16) {
    const r0 = v128.load(column + row0);
    const r1 = v128.load(column + row1);
    const r2 = v128.load(column + row2);
    const r3 = v128.load(column + row3);
    const low01 = interleaveLow(r0, r1);
    const low23 = interleaveLow(r2, r3);
    const high01 = interleaveHigh(r0, r1);
    const high23 = interleaveHigh(r2, r3);
    const c0 = joinLow(low01, low23);
    const c1 = joinHigh(low01, low23);
    const c2 = joinLow(high01, high23);
    const c3 = joinHigh(high01, high23);
    below = f32x4.add(below, termBelow(c0, maximum, inverseTemperature));
    below = f32x4.add(below, termBelow(c1, maximum, inverseTemperature));
    below = f32x4.add(below, termBelow(c2, maximum, inverseTemperature));
    below = f32x4.add(below, termBelow(c3, maximum, inverseTemperature));
    const first = i32x4.add(f32x4.eq(c0, maximum), f32x4.eq(c1, maximum));
    const second = i32x4.add(f32x4.eq(c2, maximum), f32x4.eq(c3, maximum));
    spared = i32x4.add(spared, i32x4.add(first, second));
  }
  for (const end = x + width; column < end; column += 4) {
    const c = loadColumn(column, row0, row1, row2, row3);
    below = f32x4.add(below, termBelow(c, maximum, inverseTemperature));
    spared = i32x4.add(spared, f32x4.eq(c, maximum));
  }
  return f32x4.sub(below, f32x4.convert_i32x4_s(spared));
}

/** out[row] = T log Σ_j exp(x[row][j] / T), columns ≥ 1. */
export function logSumExp(out: usize, x: usize, rows: i32, columns: i32, temperature: f32): void {
  const width = (<usize>columns) << 2;
  const inverseTemperature = f32x4.splat(1.0 / temperature);
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    const maximum = rowMaximum(x, row0, row1, row2, row3, width);
    const sum = sumBeyondMaximum(x, row0, row1, row2, row3, width, maximum, inverseTemperature);
    storePerRow(out, row, rows, f32x4.add(maximum, f32x4.mul(f32x4.splat(temperature), log1p(sum))));
  }
}

/** out[row][j] = upstream[row] · softmax(x[row] / T)_j, the gradient of logSumExp. */
export function logSumExpGradient(
  out: usize,
  upstream: usize,
  x: usize,
  rows: i32,
  columns: i32,
  temperature: f32,
): void {
  const width = (<usize>columns) << 2;
  const inverseTemperature = f32x4.splat(1.0 / temperature);
  for (let row = 0; row < rows; row++, out += width, x += width) {
    softmaxRow(out, x, columns, inverseTemperature, v128.load32_splat(upstream + ((<usize>row) << 2)));
  }
}
