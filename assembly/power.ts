import { broadcastEntries } from "./broadcast";
import { Words } from "./entries";
import { highPair, joinPairs, lowPair } from "./pairs";

// In float64, so that the last rounding is the only one that shows.

let one: v128 = f64x2.splat(1.0);
/** 1.5 · 2⁵²: an integer added to its bits, or to it, is added to the other too. */
let integerShift: v128 = f64x2.splat(6755399441055744.0);
let rootHalf: v128 = f64x2.splat(0.7071067811865476);
let ln2: v128 = f64x2.splat(0.6931471805599453);
/** 2 / ln 2 over 1, 3, 5 …: log₂((1 + s) / (1 − s)) = s Σ lᵢ s^2i, the next term is below 10⁻¹⁵ of it for √½ … √2. */
let l0: v128 = f64x2.splat(2.8853900817779268);
let l1: v128 = f64x2.splat(0.9617966939259756);
let l2: v128 = f64x2.splat(0.5770780163555853);
let l3: v128 = f64x2.splat(0.4121985831111324);
let l4: v128 = f64x2.splat(0.3205988979753252);
let l5: v128 = f64x2.splat(0.2623081892525388);
let l6: v128 = f64x2.splat(0.22195308321368667);
let l7: v128 = f64x2.splat(0.19235933878519512);
let l8: v128 = f64x2.splat(0.16972882833987804);

class Power {
  apply(a: v128, b: v128): v128 {
    const size = f32x4.abs(a);
    const low = ofPositive(lowPair(size), lowPair(b));
    const value = joinPairs(low, ofPositive(highPair(size), highPair(b)));
    return withSign(withUnits(value, a, size, b), a, b);
  }
}

/** a^b for a ≥ 0, but NaN for 0 · ∞ in b · log a. */
function ofPositive(a: v128, b: v128): v128 {
  return exponential(f64x2.mul(b, logarithm(a)));
}

/** log₂ a: ±Infinity at 0 and Infinity. */
function logarithm(a: v128): v128 {
  const n = i64x2.shr_s(i64x2.sub(a, rootHalf), 52);
  const mantissa = i64x2.sub(a, i64x2.shl(n, 52));
  const exponent = f64x2.sub(i64x2.add(integerShift, n), integerShift);
  const s = f64x2.div(f64x2.sub(mantissa, one), f64x2.add(mantissa, one));
  const value = f64x2.add(exponent, f64x2.mul(s, series(f64x2.mul(s, s))));
  const atZero = v128.bitselect(f64x2.splat(-Infinity), value, f64x2.eq(a, f64x2.splat(0)));
  return v128.bitselect(atZero, a, f64x2.lt(a, f64x2.splat(Infinity)));
}

function series(x: v128): v128 {
  let p = f64x2.add(f64x2.mul(l8, x), l7);
  p = f64x2.add(f64x2.mul(p, x), l6);
  p = f64x2.add(f64x2.mul(p, x), l5);
  p = f64x2.add(f64x2.mul(p, x), l4);
  p = f64x2.add(f64x2.mul(p, x), l3);
  p = f64x2.add(f64x2.mul(p, x), l2);
  p = f64x2.add(f64x2.mul(p, x), l1);
  return f64x2.add(f64x2.mul(p, x), l0);
}

/** 2^x, within what float32 can tell from 0 and Infinity. */
function exponential(x: v128): v128 {
  x = f64x2.pmin(f64x2.pmax(x, f64x2.splat(-300)), f64x2.splat(300));
  const shifted = f64x2.add(x, integerShift);
  const n = f64x2.sub(shifted, integerShift);
  const r = f64x2.mul(f64x2.sub(x, n), ln2);
  let p = f64x2.add(one, f64x2.mul(r, f64x2.splat(1.0 / 11)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 10)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 9)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 8)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 7)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 6)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 5)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 4)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 3)));
  p = f64x2.add(one, f64x2.mul(f64x2.mul(p, r), f64x2.splat(1.0 / 2)));
  p = f64x2.add(one, f64x2.mul(p, r));
  const power = i64x2.shl(i64x2.add(i64x2.sub(shifted, integerShift), i64x2.splat(1023)), 52);
  return f64x2.mul(p, power);
}

/** 1 where b is 0 or a is 1, even beside a NaN, and where a is −1 and b infinite. */
function withUnits(value: v128, a: v128, size: v128, b: v128): v128 {
  const isOne = f32x4.eq(a, f32x4.splat(1));
  const isEdge = v128.and(f32x4.eq(size, f32x4.splat(1)), f32x4.eq(f32x4.abs(b), f32x4.splat(Infinity)));
  const isUnit = v128.or(v128.or(isOne, isEdge), f32x4.eq(b, f32x4.splat(0)));
  return v128.bitselect(f32x4.splat(1), value, isUnit);
}

/** Of a negative a, −0 too: the sign of an odd power, and NaN for a power that is not an integer. */
function withSign(value: v128, a: v128, b: v128): v128 {
  const half = f32x4.mul(b, f32x4.splat(0.5));
  const isInteger = f32x4.eq(f32x4.trunc(b), b);
  const isOdd = v128.andnot(isInteger, f32x4.eq(f32x4.trunc(half), half));
  const signed = v128.xor(value, v128.and(v128.and(a, i32x4.splat(0x80000000)), isOdd));
  const isFiniteNegative = v128.and(f32x4.lt(a, f32x4.splat(0)), f32x4.gt(a, f32x4.splat(-Infinity)));
  return v128.bitselect(f32x4.splat(NaN), signed, v128.andnot(isFiniteNegative, isInteger));
}

/** a^b, within 0.51 ULP, and exact where float32 has the result; special numbers are as IEEE 754's pow has them. */
export function power(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Power, Words, Words>(out, a, b, planes, rows, columns, repeats);
}
