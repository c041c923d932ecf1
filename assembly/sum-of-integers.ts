import { fold } from "./fold";
import { reduce } from "./reduce";

class Sum {
  start(): v128 {
    return i32x4.splat(0);
  }
  apply(a: v128, b: v128): v128 {
    return i32x4.add(a, b);
  }
}

/** T is the type of an entry in memory. */
class Mean<T> {
  entrySize(): usize {
    return sizeof<T>();
  }
  start(): f64 {
    return 0;
  }
  next(sum: f64, x: usize): f64 {
    return sum + <f64>load<T>(x);
  }
  finish(out: usize, sum: f64, scale: f64): void {
    store<f32>(out, <f32>(scale * sum));
  }
  resultSize(): usize {
    return 4;
  }
}

/** out[o][i] = Σ_r x[o][r][i] of int32, modulo 2³². */
export function sumOfIntegers(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  reduce<Sum>(out, x, outer, reduced, inner);
}

/** out[o][i] = scale · Σ_r x[o][r][i] as float32, of int32. */
export function meanOfIntegers(out: usize, x: usize, outer: i32, reduced: i32, inner: i32, scale: f64): void {
  fold<Mean<i32>, f64>(out, x, outer, reduced, inner, scale);
}

/** out[o][i] = scale · Σ_r x[o][r][i] as float32, of truths, a byte each. */
export function meanOfTruths(out: usize, x: usize, outer: i32, reduced: i32, inner: i32, scale: f64): void {
  fold<Mean<u8>, f64>(out, x, outer, reduced, inner, scale);
}
