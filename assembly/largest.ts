import { reduceExtremum } from "./quick-extremum";
import { reduce } from "./reduce";

export class QuickLargest {
  start(): v128 {
    return f32x4.splat(-Infinity);
  }
  apply(a: v128, b: v128): v128 {
    return f32x4.pmax(a, b);
  }
}
export class QuickSmallest {
  start(): v128 {
    return f32x4.splat(Infinity);
  }
  apply(a: v128, b: v128): v128 {
    return f32x4.pmin(a, b);
  }
}

class Largest {
  start(): v128 {
    return f32x4.splat(-Infinity);
  }
  apply(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}
class Smallest {
  start(): v128 {
    return f32x4.splat(Infinity);
  }
  apply(a: v128, b: v128): v128 {
    return f32x4.min(a, b);
  }
}
class LargestInteger {
  start(): v128 {
    return i32x4.splat(i32.MIN_VALUE);
  }
  apply(a: v128, b: v128): v128 {
    return i32x4.max_s(a, b);
  }
}
class SmallestInteger {
  start(): v128 {
    return i32x4.splat(i32.MAX_VALUE);
  }
  apply(a: v128, b: v128): v128 {
    return i32x4.min_s(a, b);
  }
}

/** out[o][i] = max_r x[o][r][i], NaN where one of them is; −0 < 0, and −Infinity of nothing. */
export function largest(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  reduceExtremum<QuickLargest, Largest>(out, x, outer, reduced, inner);
}

/** out[o][i] = min_r x[o][r][i], NaN where one of them is; −0 < 0, and Infinity of nothing. */
export function smallest(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  reduceExtremum<QuickSmallest, Smallest>(out, x, outer, reduced, inner);
}

/** `largest` of int32; −2³¹ of nothing. */
export function largestInteger(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  reduce<LargestInteger>(out, x, outer, reduced, inner);
}

/** `smallest` of int32; 2³¹ − 1 of nothing. */
export function smallestInteger(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  reduce<SmallestInteger>(out, x, outer, reduced, inner);
}
