import { isNaNLane, signOf } from "./lanes";
import { map } from "./map";

class Sign {
  apply(x: v128): v128 {
    const one = v128.or(signOf(x), f32x4.splat(1));
    const isZero = f32x4.eq(x, f32x4.splat(0));
    return v128.bitselect(x, v128.andnot(one, isZero), isNaNLane(x));
  }
}

/** out[i] = −1, 0 or 1 by the sign of x[i] for i < count, and NaN where x[i] is. */
export function sign(out: usize, x: usize, count: i32): void {
  map<Sign>(out, x, count);
}
