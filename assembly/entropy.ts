import { weigh } from "./categorical-kl";
import { expNonPositive } from "./exponential";
import { rowMaximum, sumBeyondMaximum } from "./log-sum-exp";
import { log1p } from "./logarithm";
import { loadColumn, loadPerRow, nextRow, storeColumn, storePerRow } from "./rows";

/** −Σ_a p_a (x_a − maximum) for p = softmax(x), so that the entropy is log1p(beyond) plus this. */
function meanDistance(
  logits: usize,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  width: usize,
  maximum: v128,
  beyond: v128,
): v128 {
  let sum = f32x4.splat(0.0);
  for (let offset: usize = 0; offset < width; offset += 4) {
    const distance = f32x4.sub(loadColumn(logits + offset, row0, row1, row2, row3), maximum);
    sum = f32x4.sub(sum, weigh(expNonPositive(distance), distance));
  }
  return f32x4.div(sum, f32x4.add(f32x4.splat(1.0), beyond));
}

/** out[row] = −Σ_a p_a log p_a in nats, p = softmax(logits[row]), 0 · log 0 = 0. */
export function categoricalEntropy(out: usize, logits: usize, rows: i32, actions: i32): void {
  const width = (<usize>actions) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    const maximum = rowMaximum(logits, row0, row1, row2, row3, width);
    const beyond = sumBeyondMaximum(logits, row0, row1, row2, row3, width, maximum, f32x4.splat(1.0));
    const distance = meanDistance(logits, row0, row1, row2, row3, width, maximum, beyond);
    storePerRow(out, row, rows, f32x4.add(log1p(beyond), distance));
  }
}

/** upstream[row] times the gradient of the entropy in the logits, −p_a (log p_a + entropy). */
export function categoricalEntropyGradient(
  out: usize,
  upstream: usize,
  logits: usize,
  rows: i32,
  actions: i32,
): void {
  const width = (<usize>actions) << 2;
  const one = f32x4.splat(1.0);
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    const maximum = rowMaximum(logits, row0, row1, row2, row3, width);
    const beyond = sumBeyondMaximum(logits, row0, row1, row2, row3, width, maximum, one);
    const mean = meanDistance(logits, row0, row1, row2, row3, width, maximum, beyond);
    const weight = loadPerRow(upstream, row, rows);
    for (let offset: usize = 0; offset < width; offset += 4) {
      const distance = f32x4.sub(loadColumn(logits + offset, row0, row1, row2, row3), maximum);
      const p = f32x4.div(expNonPositive(distance), f32x4.add(one, beyond));
      const gradient = f32x4.neg(weigh(p, f32x4.add(distance, mean)));
      storeColumn(out + offset, row0, row1, row2, row3, f32x4.mul(weight, gradient));
    }
  }
}

/** out[row] = Σ_d (logStd_d + ½ log 2πe), in float64 because the terms often cancel; its gradient in logStd is 1. */
export function gaussianEntropy(out: usize, logStd: usize, rows: i32, dimensions: i32): void {
  for (let row = 0; row < rows; row++, out += 4) {
    let sum = <f64>dimensions * 1.4189385332046727;
    for (const end = logStd + ((<usize>dimensions) << 2); logStd < end; logStd += 4) sum += load<f32>(logStd);
    store<f32>(out, <f32>sum);
  }
}
