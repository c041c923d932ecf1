import { loadFew, storeFew } from "./lanes";
import { highPair, lowPair } from "./pairs";

function squares(x: v128): v128 {
  const low = lowPair(x);
  const high = highPair(x);
  return f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high));
}

/** total ← Σ_i x[i]², added to what is there unless isFirst is 1; a float64, which no square of a float32 overflows. */
export function addSquares(total: usize, x: usize, count: i32, isFirst: i32): void {
  let sum = f64x2.splat(0);
  for (const whole = x + ((<usize>(count & ~3)) << 2); x < whole; x += 16) {
    sum = f64x2.add(sum, squares(v128.load(x)));
  }
  const rest = count & 3;
  if (rest) sum = f64x2.add(sum, squares(loadFew(x, rest, f32x4.splat(0))));
  const before: f64 = isFirst ? 0 : load<f64>(total);
  store<f64>(total, before + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}

/** out[0] = √total as float32, for a total of `addSquares`. */
export function rootOfSquares(out: usize, total: usize): void {
  store<f32>(out, <f32>sqrt<f64>(load<f64>(total)));
}

/**
 * out[i] = x[i] · min(1, limit / √total) for i < count: the same bits where the norm √total is within the limit, and NaN
 * where it is not finite, so that no gradient beside an infinite one becomes 0.
 */
export function scaleToNorm(out: usize, x: usize, total: usize, count: i32, limit: f64): void {
  const squares = load<f64>(total);
  const factor = f32x4.splat(squares < Infinity ? <f32>min<f64>(1, limit / sqrt<f64>(squares)) : NaN);
  for (const whole = x + ((<usize>(count & ~3)) << 2); x < whole; x += 16, out += 16) {
    v128.store(out, f32x4.mul(v128.load(x), factor));
  }
  const rest = count & 3;
  if (rest) storeFew(out, f32x4.mul(loadFew(x, rest, f32x4.splat(0)), factor), rest);
}
