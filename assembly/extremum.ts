import { zip } from "./zip";

// f32x4.pmin and pmax would be quicker, and lose a NaN in one of their operands.

class Minimum {
  apply(a: v128, b: v128, _: v128): v128 {
    return f32x4.min(a, b);
  }
}
class Maximum {
  apply(a: v128, b: v128, _: v128): v128 {
    return f32x4.max(a, b);
  }
}

/** out[i] = min(a[i], b[i]) for i < count, NaN where either is; −0 < 0. */
export function minimum(out: usize, a: usize, b: usize, count: i32): void {
  zip<Minimum>(out, a, b, count, f32x4.splat(0));
}

/** out[i] = max(a[i], b[i]) for i < count, NaN where either is; −0 < 0. */
export function maximum(out: usize, a: usize, b: usize, count: i32): void {
  zip<Maximum>(out, a, b, count, f32x4.splat(0));
}
