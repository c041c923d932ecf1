import { multiplyAdd, subtractProduct } from "./fused";

let one: v128 = f32x4.splat(1.0);
let half: v128 = f32x4.splat(0.5);
let ln2High: v128 = f32x4.splat(0.693359375);
let ln2Low: v128 = f32x4.splat(-2.1219444e-4);
/** (log(1 + f) − f + f²/2) / f³ on √½ − 1 ≤ f < √2 − 1, minimax (Cephes logf), highest power first. */
let l0: v128 = f32x4.splat(7.0376836292e-2);
let l1: v128 = f32x4.splat(-1.151461031e-1);
let l2: v128 = f32x4.splat(1.167699874e-1);
let l3: v128 = f32x4.splat(-1.2420140846e-1);
let l4: v128 = f32x4.splat(1.4249322787e-1);
let l5: v128 = f32x4.splat(-1.6668057665e-1);
let l6: v128 = f32x4.splat(2.0000714765e-1);
let l7: v128 = f32x4.splat(-2.4999993993e-1);
let l8: v128 = f32x4.splat(3.3333331174e-1);

/** By Estrin's scheme: a row's logarithm waits for its sum, so the latency of Horner's chain would show. */
function series(f: v128): v128 {
  const square = f32x4.mul(f, f);
  const a = multiplyAdd(l7, f, l8);
  const b = multiplyAdd(l5, f, l6);
  const c = multiplyAdd(l3, f, l4);
  const d = multiplyAdd(multiplyAdd(l0, f, l1), f, l2);
  const low = multiplyAdd(b, square, a);
  const high = multiplyAdd(d, square, c);
  return multiplyAdd(high, f32x4.mul(square, square), low);
}

/** The integer n with √½ ≤ x / 2^n < √2, for positive normal x. */
function exponentOf(x: v128): v128 {
  return i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
}

/** n · ln 2 + log(1 + f) + correction, the small terms added first. */
function assemble(n: v128, f: v128, correction: v128): v128 {
  const exponent = f32x4.convert_i32x4_s(n);
  const square = f32x4.mul(f, f);
  let rest = multiplyAdd(f32x4.mul(square, f), series(f), correction);
  rest = multiplyAdd(exponent, ln2Low, rest);
  rest = subtractProduct(rest, square, half);
  return multiplyAdd(exponent, ln2High, f32x4.add(f, rest));
}

/** log x, within 1 ULP, subnormal arguments included: −Infinity at ±0, NaN below. */
export function log(x: v128): v128 {
  const isSubnormal = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const normal = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608.0)), x, isSubnormal);
  const n = exponentOf(normal);
  const mantissa = i32x4.sub(normal, i32x4.shl(n, 23));
  const exponent = i32x4.sub(n, v128.and(isSubnormal, i32x4.splat(23)));
  const value = assemble(exponent, f32x4.sub(mantissa, one), f32x4.splat(0.0));
  return withLimits(value, x);
}

/** log(1 + x) with full relative accuracy near 0, within 1 ULP: −Infinity at −1, NaN below; keeps the sign of zero. */
export function log1p(x: v128): v128 {
  const u = f32x4.add(x, one);
  const n = exponentOf(u);
  const isReduced = i32x4.ne(n, i32x4.splat(0));
  const mantissa = f32x4.sub(i32x4.sub(u, i32x4.shl(n, 23)), one);
  // u is 1 + x rounded; what the rounding lost is exact (two-sum) and enters at first order
  const back = f32x4.sub(u, one);
  const lost = f32x4.add(f32x4.sub(x, back), f32x4.sub(one, f32x4.sub(u, back)));
  const correction = v128.and(f32x4.div(lost, u), isReduced);
  const value = assemble(n, v128.bitselect(mantissa, x, isReduced), correction);
  return v128.bitselect(x, withLimits(value, u), f32x4.eq(x, f32x4.splat(0.0)));
}

/** `value` = log u, put right where u is 0, infinite, negative or NaN. */
function withLimits(value: v128, u: v128): v128 {
  value = v128.bitselect(f32x4.splat(-Infinity), value, f32x4.eq(u, f32x4.splat(0.0)));
  value = v128.bitselect(u, value, f32x4.eq(u, f32x4.splat(Infinity)));
  const isNumber = f32x4.ge(u, f32x4.splat(0.0));
  return v128.bitselect(value, f32x4.splat(NaN), isNumber);
}
