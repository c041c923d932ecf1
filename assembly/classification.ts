import { Truths, Words } from "./entries";
import { isNaNLane } from "./lanes";
import { mapEntries } from "./map";

class IsNaN {
  apply(x: v128, _: v128): v128 {
    return isNaNLane(x);
  }
}
class IsInfinite {
  apply(x: v128, _: v128): v128 {
    return f32x4.eq(f32x4.abs(x), f32x4.splat(Infinity));
  }
}
class IsFinite {
  apply(x: v128, _: v128): v128 {
    return f32x4.lt(f32x4.abs(x), f32x4.splat(Infinity));
  }
}

/** out[i] = whether x[i] is a NaN, as a bool, for i < count. */
export function findNaN(out: usize, x: usize, count: i32): void {
  mapEntries<IsNaN, Words, Truths>(out, x, count, 0);
}

/** out[i] = whether x[i] is ±Infinity, as a bool, for i < count. */
export function findInfinite(out: usize, x: usize, count: i32): void {
  mapEntries<IsInfinite, Words, Truths>(out, x, count, 0);
}

/** out[i] = whether x[i] is neither a NaN nor infinite, as a bool, for i < count. */
export function findFinite(out: usize, x: usize, count: i32): void {
  mapEntries<IsFinite, Words, Truths>(out, x, count, 0);
}
