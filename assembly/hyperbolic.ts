import { exp } from "./exponential";
import { multiplyAdd } from "./fused";
import { signOf } from "./lanes";
import { log1p } from "./logarithm";

let one: v128 = f32x4.splat(1.0);
/** (tanh x − x) / x³ on |x| ≤ 0.625, minimax (Cephes tanhf), highest power first. */
let t0: v128 = f32x4.splat(-5.70498872745e-3);
let t1: v128 = f32x4.splat(2.06390887954e-2);
let t2: v128 = f32x4.splat(-5.37397155531e-2);
let t3: v128 = f32x4.splat(1.33314422036e-1);
let t4: v128 = f32x4.splat(-3.33332819422e-1);

function tanhNearZero(x: v128): v128 {
  const square = f32x4.mul(x, x);
  let p = multiplyAdd(t0, square, t1);
  p = multiplyAdd(p, square, t2);
  p = multiplyAdd(p, square, t3);
  p = multiplyAdd(p, square, t4);
  return multiplyAdd(f32x4.mul(p, square), x, x);
}

/** tanh x, within 1.5 ULP; keeps the sign of zero. */
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const decay = exp(f32x4.add(size, size));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2.0), f32x4.add(decay, one)));
  const isNear = f32x4.lt(size, f32x4.splat(0.625));
  return v128.or(v128.bitselect(tanhNearZero(x), far, isNear), signOf(x));
}

/** 1 − tanh² x = 4e / (1 + e)², e = e^(−2|x|): no cancellation where tanh saturates. */
export function sechSquared(x: v128): v128 {
  const decay = exp(f32x4.mul(f32x4.abs(x), f32x4.splat(-2.0)));
  const denominator = f32x4.add(one, decay);
  return f32x4.div(f32x4.mul(decay, f32x4.splat(4.0)), f32x4.mul(denominator, denominator));
}

/** artanh x = ½ log1p(2x / (1 − x)), within 2.5 ULP: ±Infinity at ±1, NaN beyond; keeps the sign of zero. */
export function atanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const twice = f32x4.add(size, size);
  // 1 − |x| is exact from ½ on; below, 2|x| is split off so that its rounding does not count
  const far = f32x4.div(twice, f32x4.sub(one, size));
  const near = f32x4.add(twice, f32x4.div(f32x4.mul(twice, size), f32x4.sub(one, size)));
  const isNear = f32x4.lt(size, f32x4.splat(0.5));
  const value = f32x4.mul(f32x4.splat(0.5), log1p(v128.bitselect(near, far, isNear)));
  return v128.or(value, signOf(x));
}
