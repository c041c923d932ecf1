import { expNonPositive } from "./exponential";
import { rowMaximum, sumBeyondMaximum } from "./log-sum-exp";
import { log1p } from "./logarithm";
import { loadColumn, nextRow, storeColumn } from "./rows";
import { softmaxRow } from "./softmax-row";

/** out[row] = softmax(x[row] / T). */
export function softmax(out: usize, x: usize, rows: i32, columns: i32, temperature: f32): void {
  const width = (<usize>columns) << 2;
  const inverseTemperature = f32x4.splat(1.0 / temperature);
  for (let row = 0; row < rows; row++, out += width, x += width) {
    softmaxRow(out, x, columns, inverseTemperature, f32x4.splat(1.0));
  }
}

/** out[row][j] = p_j (upstream_j − Σ_k p_k upstream_k) / T for p = softmax(x[row] / T). */
export function softmaxGradient(
  out: usize,
  upstream: usize,
  probabilities: usize,
  rows: i32,
  columns: i32,
  temperature: f32,
): void {
  const width = (<usize>columns) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    let mean = f32x4.splat(0.0);
    for (let offset: usize = 0; offset < width; offset += 4) {
      const p = loadColumn(probabilities + offset, row0, row1, row2, row3);
      mean = f32x4.add(mean, f32x4.mul(p, loadColumn(upstream + offset, row0, row1, row2, row3)));
    }
    for (let offset: usize = 0; offset < width; offset += 4) {
      const p = loadColumn(probabilities + offset, row0, row1, row2, row3);
      const deviation = f32x4.sub(loadColumn(upstream + offset, row0, row1, row2, row3), mean);
      const gradient = f32x4.div(f32x4.mul(p, deviation), f32x4.splat(temperature));
      storeColumn(out + offset, row0, row1, row2, row3, gradient);
    }
  }
}

/** out[row][j] = x[row][j] / T − log Σ_k exp(x[row][k] / T). */
export function logSoftmax(out: usize, x: usize, rows: i32, columns: i32, temperature: f32): void {
  const width = (<usize>columns) << 2;
  const inverseTemperature = f32x4.splat(1.0 / temperature);
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    const maximum = rowMaximum(x, row0, row1, row2, row3, width);
    const beyond = log1p(sumBeyondMaximum(x, row0, row1, row2, row3, width, maximum, inverseTemperature));
    for (let offset: usize = 0; offset < width; offset += 4) {
      const distance = f32x4.sub(loadColumn(x + offset, row0, row1, row2, row3), maximum);
      const value = f32x4.sub(f32x4.mul(distance, inverseTemperature), beyond);
      storeColumn(out + offset, row0, row1, row2, row3, value);
    }
  }
}

/** out[row][j] = (upstream_j − p_j Σ_k upstream_k) / T for log p = logSoftmax(x[row] / T). */
export function logSoftmaxGradient(
  out: usize,
  upstream: usize,
  logProbabilities: usize,
  rows: i32,
  columns: i32,
  temperature: f32,
): void {
  const width = (<usize>columns) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    let sum = f32x4.splat(0.0);
    for (let offset: usize = 0; offset < width; offset += 4) {
      sum = f32x4.add(sum, loadColumn(upstream + offset, row0, row1, row2, row3));
    }
    for (let offset: usize = 0; offset < width; offset += 4) {
      const p = expNonPositive(loadColumn(logProbabilities + offset, row0, row1, row2, row3));
      const deviation = f32x4.sub(loadColumn(upstream + offset, row0, row1, row2, row3), f32x4.mul(p, sum));
      storeColumn(out + offset, row0, row1, row2, row3, f32x4.div(deviation, f32x4.splat(temperature)));
    }
  }
}
