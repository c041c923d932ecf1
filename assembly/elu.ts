import { Words } from "./entries";
import { expm1 } from "./exponential";
import { mapEntries } from "./map";

/** Of Klambauer et al. 2017, with which means 0 and variances 1 stay so from layer to layer. */
const SCALE: f32 = 1.0507009873554805;
const SCALED_ALPHA: f32 = 1.7580993408473766;

class Elu {
  apply(x: v128, _: v128): v128 {
    return v128.bitselect(x, expm1(x), f32x4.gt(x, f32x4.splat(0)));
  }
}
class Selu {
  apply(x: v128, _: v128): v128 {
    const factor = v128.bitselect(f32x4.splat(SCALE), f32x4.splat(SCALED_ALPHA), f32x4.gt(x, f32x4.splat(0)));
    return f32x4.mul(factor, v128.bitselect(x, expm1(x), f32x4.gt(x, f32x4.splat(0))));
  }
}

/** out[i] = x[i] where it is positive, else e^x[i] − 1, for i < count; `out` may be `x`. */
export function elu(out: usize, x: usize, count: i32): void {
  mapEntries<Elu, Words, Words>(out, x, count, 0);
}

/** out[i] = 1.0507 x[i] where it is positive, else 1.7581 (e^x[i] − 1), for i < count; `out` may be `x`. */
export function selu(out: usize, x: usize, count: i32): void {
  mapEntries<Selu, Words, Words>(out, x, count, 0);
}
