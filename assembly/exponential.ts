import { multiplyAdd, subtractProduct } from "./fused";
import { signOf } from "./lanes";

// Constants are `let` on purpose: asc folds a `const` vector into every loop, where V8 builds it anew each time
// (1.4 times slower); a mutable global stays a load.
let one: v128 = f32x4.splat(1.0);
let log2OfE: v128 = f32x4.splat(1.44269504);
/** 1.5 · 2²³: adding it rounds to an integer, which then stands in the low bits. */
let roundingShift: v128 = f32x4.splat(12582912.0);
/** roundingShift + 127: the low bits are then the exponent field of 2^n, which is 0 for n = −127. */
let biasedShift: v128 = f32x4.splat(12583039.0);
/** ln 2 in two parts; n · ln2High is exact for |n| < 2¹⁵. */
let ln2High: v128 = f32x4.splat(0.693359375);
let ln2Low: v128 = f32x4.splat(-2.1219444e-4);
/** (e^r − 1 − r) / r² on |r| ≤ ½ ln 2, minimax (Cephes expf), highest power first. */
let e0: v128 = f32x4.splat(1.98756915e-4);
let e1: v128 = f32x4.splat(1.3981999507e-3);
let e2: v128 = f32x4.splat(8.3334519073e-3);
let e3: v128 = f32x4.splat(4.1665795894e-2);
let e4: v128 = f32x4.splat(1.6666665459e-1);
let e5: v128 = f32x4.splat(5.0000001201e-1);
/** (e^r − 1) / r, one degree less, minimax (XNNPACK's rr2-p5), highest power first. */
let q0: v128 = f32x4.splat(0.008289290592074394);
let q1: v128 = f32x4.splat(0.04189782217144966);
let q2: v128 = f32x4.splat(0.16667652130126953);
let q3: v128 = f32x4.splat(0.4999915063381195);
let q4: v128 = f32x4.splat(0.9999997019767761);

function series(r: v128): v128 {
  let p = multiplyAdd(e0, r, e1);
  p = multiplyAdd(p, r, e2);
  p = multiplyAdd(p, r, e3);
  p = multiplyAdd(p, r, e4);
  return multiplyAdd(p, r, e5);
}

/** The integer nearest to x / ln 2, plus roundingShift. */
function shiftedQuotient(x: v128): v128 {
  return multiplyAdd(x, log2OfE, roundingShift);
}

function toInteger(shifted: v128): v128 {
  return i32x4.sub(shifted, roundingShift);
}

/**
 * e^r − 1 − high for the reduced argument r = high − low. `low` joins the small term: rounding it into r first would
 * cost a quarter of a unit in the last place.
 */
function reducedRemainder(high: v128, low: v128): v128 {
  const r = f32x4.sub(high, low);
  return f32x4.sub(f32x4.mul(f32x4.mul(r, r), series(r)), low);
}

/** 2^n for integers −127 ≤ n ≤ 127, where −127 gives 0. */
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** x · 2^n for −254 ≤ n ≤ 254, in two steps, so that a subnormal result is rounded once. */
function scale(x: v128, n: v128): v128 {
  const half = i32x4.shr_s(n, 1);
  return f32x4.mul(f32x4.mul(x, powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)));
}

/** e^x, within 1 ULP, subnormal results included. */
export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-105.0)), f32x4.splat(89.0));
  const shifted = shiftedQuotient(x);
  const n = f32x4.sub(shifted, roundingShift);
  const high = subtractProduct(x, n, ln2High);
  const rest = reducedRemainder(high, f32x4.mul(n, ln2Low));
  return scale(f32x4.add(f32x4.add(high, rest), one), toInteger(shifted));
}

/**
 * e^x for x ≤ 0, within 2.5 ULP and 0 below e^−87.7, at half the cost of `exp`: for sums and ratios of exponentials.
 * Meaningless for x > 0.
 */
export function expNonPositive(x: v128): v128 {
  x = f32x4.pmax(x, f32x4.splat(-88.0));
  const shifted = multiplyAdd(x, log2OfE, biasedShift);
  const n = f32x4.sub(shifted, biasedShift);
  const power = i32x4.shl(shifted, 23);
  const r = subtractProduct(subtractProduct(x, n, ln2High), n, ln2Low);
  const low = multiplyAdd(q3, r, q4);
  const high = multiplyAdd(multiplyAdd(q0, r, q1), r, q2);
  const p = multiplyAdd(high, f32x4.mul(r, r), low);
  return multiplyAdd(f32x4.mul(r, power), p, power);
}

/** e^x − 1 with full relative accuracy near 0, within 1.5 ULP; keeps the sign of zero. */
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-30.0)), f32x4.splat(89.0));
  const shifted = shiftedQuotient(bounded);
  const n = f32x4.sub(shifted, roundingShift);
  const high = subtractProduct(bounded, n, ln2High);
  const rest = reducedRemainder(high, f32x4.mul(n, ln2Low));
  const integer = toInteger(shifted);
  // e^x − 1 = 2^n (e^r − 1 + unit) with unit = 1 − 2^−n; 2^−128 may count as 0
  const unit = f32x4.sub(one, powerOfTwo(i32x4.max_s(i32x4.neg(integer), i32x4.splat(-127))));
  return v128.or(scale(f32x4.add(f32x4.add(unit, high), rest), integer), signOf(x));
}

/** e^x − 1 − x, which is never negative, with full relative accuracy near 0. */
export function expm1MinusX(x: v128): v128 {
  const near = f32x4.lt(f32x4.abs(x), f32x4.splat(0.34));
  const series0 = f32x4.mul(f32x4.mul(x, x), series(x));
  return v128.bitselect(series0, f32x4.sub(expm1(x), x), near);
}
