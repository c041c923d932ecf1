import { Words } from "./entries";
import { exp } from "./exponential";
import { signOf } from "./lanes";
import { mapEntries } from "./map";

let one: v128 = f32x4.splat(1.0);
/** erf(x) / x − 1 in x², for |x| ≤ 0.93, minimax, highest power first. */
let s0: v128 = f32x4.splat(-0.00059256016);
let s1: v128 = f32x4.splat(0.00498077);
let s2: v128 = f32x4.splat(-0.02675861);
let s3: v128 = f32x4.splat(0.112816185);
let s4: v128 = f32x4.splat(-0.3761248);
let s5: v128 = f32x4.splat(0.12837915);
/** log(1 − erf(x)) / x + 1 beyond, minimax, highest power first. */
let t0: v128 = f32x4.splat(-1.1229066e-5);
let t1: v128 = f32x4.splat(0.00032278468);
let t2: v128 = f32x4.splat(-0.0036423914);
let t3: v128 = f32x4.splat(0.023761937);
let t4: v128 = f32x4.splat(-0.10623675);
let t5: v128 = f32x4.splat(-0.6351514);
let t6: v128 = f32x4.splat(-0.12864847);

class ErrorFunction {
  apply(x: v128, _: v128): v128 {
    const size = f32x4.abs(x);
    const near = f32x4.add(x, f32x4.mul(x, nearSeries(f32x4.mul(x, x))));
    const far = f32x4.sub(one, exp(f32x4.sub(f32x4.mul(size, farSeries(size)), size)));
    return v128.bitselect(v128.or(far, signOf(x)), near, f32x4.gt(size, f32x4.splat(0.927734375)));
  }
}

function nearSeries(square: v128): v128 {
  let p = f32x4.add(f32x4.mul(s0, square), s1);
  p = f32x4.add(f32x4.mul(p, square), s2);
  p = f32x4.add(f32x4.mul(p, square), s3);
  p = f32x4.add(f32x4.mul(p, square), s4);
  return f32x4.add(f32x4.mul(p, square), s5);
}

function farSeries(size: v128): v128 {
  let p = f32x4.add(f32x4.mul(t0, size), t1);
  p = f32x4.add(f32x4.mul(p, size), t2);
  p = f32x4.add(f32x4.mul(p, size), t3);
  p = f32x4.add(f32x4.mul(p, size), t4);
  p = f32x4.add(f32x4.mul(p, size), t5);
  return f32x4.add(f32x4.mul(p, size), t6);
}

/** out[i] = 2/√π ∫ e^−t² dt from 0 to x[i], for i < count, within 1.5 ULP; `out` may be `x`. */
export function erf(out: usize, x: usize, count: i32): void {
  mapEntries<ErrorFunction, Words, Words>(out, x, count, 0);
}
