import { loadFew, storeFew } from "./lanes";
import { highPair, joinPairs, lowPair } from "./pairs";

// Mean, variance and distances are float64: where the mean is large beside the deviation, float32 would leave few digits.

function pairSum(low: v128, high: v128): f64 {
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function meanOf(x: usize, columns: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const whole = x + ((<usize>(columns & ~3)) << 2);
  for (; x < whole; x += 16) {
    const entries = v128.load(x);
    low = f64x2.add(low, lowPair(entries));
    high = f64x2.add(high, highPair(entries));
  }
  const rest = columns & 3;
  if (rest) {
    const last = loadFew(x, rest, f32x4.splat(0));
    low = f64x2.add(low, lowPair(last));
    high = f64x2.add(high, highPair(last));
  }
  return pairSum(low, high) / <f64>columns;
}

/** 1 / √(variance + ε). */
function inverseDeviation(x: usize, columns: i32, mean: f64, epsilon: f64): f64 {
  const center = f64x2.splat(mean);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = x + ((<usize>columns) << 2);
  for (const whole = x + ((<usize>(columns & ~3)) << 2); x < whole; x += 16) {
    const entries = v128.load(x);
    const first = f64x2.sub(lowPair(entries), center);
    const second = f64x2.sub(highPair(entries), center);
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  let sum = pairSum(low, high);
  for (; x < end; x += 4) {
    const distance = <f64>load<f32>(x) - mean;
    sum += distance * distance;
  }
  return 1.0 / sqrt<f64>(sum / <f64>columns + epsilon);
}

function normalizedPair(pair: v128, mean: v128, inverse: v128): v128 {
  return f64x2.mul(f64x2.sub(pair, mean), inverse);
}

function normalized(x: v128, mean: v128, inverse: v128): v128 {
  return joinPairs(normalizedPair(lowPair(x), mean, inverse), normalizedPair(highPair(x), mean, inverse));
}

/** out[row][j] = gain[j] · (x[row][j] − μ) / √(σ² + ε) + bias[j] with the mean μ and the variance σ² of the row. */
export function layerNorm(
  out: usize,
  x: usize,
  gain: usize,
  bias: usize,
  rows: i32,
  columns: i32,
  epsilon: f64,
): void {
  const whole = (<usize>(columns & ~3)) << 2;
  const width = (<usize>columns) << 2;
  const rest = columns & 3;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++, x += width, out += width) {
    const average = meanOf(x, columns);
    const inverse = f64x2.splat(inverseDeviation(x, columns, average, epsilon));
    const mean = f64x2.splat(average);
    for (let offset: usize = 0; offset < whole; offset += 16) {
      const z = normalized(v128.load(x + offset), mean, inverse);
      const scaled = f32x4.mul(z, v128.load(gain + offset));
      v128.store(out + offset, f32x4.add(scaled, v128.load(bias + offset)));
    }
    if (!rest) continue;
    const z = normalized(loadFew(x + whole, rest, zero), mean, inverse);
    const scaled = f32x4.mul(z, loadFew(gain + whole, rest, zero));
    storeFew(out + whole, f32x4.add(scaled, loadFew(bias + whole, rest, zero)), rest);
  }
}

/**
 * The gradient of layerNorm in x: out = (g − mean(g) − z · mean(g · z)) / √(σ² + ε) for g = upstream · gain and the normalized
 * row z; the means are over the row.
 */
export function layerNormGradient(
  out: usize,
  upstream: usize,
  x: usize,
  gain: usize,
  rows: i32,
  columns: i32,
  epsilon: f64,
): void {
  const whole = (<usize>(columns & ~3)) << 2;
  const width = (<usize>columns) << 2;
  const rest = columns & 3;
  const zero = f32x4.splat(0);
  const share = f64x2.splat(1.0 / <f64>columns);
  for (let row = 0; row < rows; row++, x += width, upstream += width, out += width) {
    const average = meanOf(x, columns);
    const inverse = f64x2.splat(inverseDeviation(x, columns, average, epsilon));
    const mean = f64x2.splat(average);
    let sum = f64x2.splat(0);
    let weighted = f64x2.splat(0);
    for (let offset: usize = 0; offset < width; offset += 16) {
      const isWhole = offset < whole;
      const g = gradientAt(upstream + offset, gain + offset, isWhole ? 0 : rest);
      const entries = isWhole ? v128.load(x + offset) : loadFew(x + offset, rest, zero);
      const low = lowPair(g);
      const high = highPair(g);
      sum = f64x2.add(sum, f64x2.add(low, high));
      const first = f64x2.mul(low, normalizedPair(lowPair(entries), mean, inverse));
      const second = f64x2.mul(high, normalizedPair(highPair(entries), mean, inverse));
      weighted = f64x2.add(weighted, f64x2.add(first, second));
    }
    const offsetOfAll = f64x2.mul(bothLanes(sum), share);
    const slope = f64x2.mul(bothLanes(weighted), share);
    for (let offset: usize = 0; offset < width; offset += 16) {
      const isWhole = offset < whole;
      const g = gradientAt(upstream + offset, gain + offset, isWhole ? 0 : rest);
      const entries = isWhole ? v128.load(x + offset) : loadFew(x + offset, rest, zero);
      const low = back(lowPair(g), lowPair(entries), mean, inverse, offsetOfAll, slope);
      const high = back(highPair(g), highPair(entries), mean, inverse, offsetOfAll, slope);
      if (isWhole) v128.store(out + offset, joinPairs(low, high));
      else storeFew(out + offset, joinPairs(low, high), rest);
    }
  }
}

/** upstream · gain of four entries, or of the last `rest`, where the others are 0. */
function gradientAt(upstream: usize, gain: usize, rest: i32): v128 {
  if (rest === 0) return f32x4.mul(v128.load(upstream), v128.load(gain));
  const zero = f32x4.splat(0);
  return f32x4.mul(loadFew(upstream, rest, zero), loadFew(gain, rest, zero));
}

function bothLanes(x: v128): v128 {
  return f64x2.add(x, v128.shuffle<f64>(x, x, 1, 0));
}

function back(g: v128, x: v128, mean: v128, inverse: v128, average: v128, slope: v128): v128 {
  const z = normalizedPair(x, mean, inverse);
  return f64x2.mul(inverse, f64x2.sub(f64x2.sub(g, average), f64x2.mul(z, slope)));
}
