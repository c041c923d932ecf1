// sin and cos in float64, rounded to float32 at the end.

let twoOverPi: v128 = f64x2.splat(0.6366197723675814);
/** 1.5 · 2⁵²: adding it rounds to an integer, which then stands in the low bits. */
let roundingShift: v128 = f64x2.splat(6755399441055744.0);
/** π/2 in two parts; n · halfPiHigh is exact for |n| < 2²⁸. */
let halfPiHigh: v128 = f64x2.splat(1.5707963109016418);
let halfPiLow: v128 = f64x2.splat(1.5893254773528196e-8);
/** 2²⁵, beyond which the product with halfPiLow would lose digits. */
const LARGE: f64 = 33554432.0;
/** π/2 · 2⁻⁶². */
const QUARTER: f64 = 3.4061215800865545e-19;
/** Taylor's series of (sin r / r − 1) / r² in r², right to 10⁻¹¹ for |r| ≤ π/4, lowest power first. */
let s0: v128 = f64x2.splat(-0.16666666666666666);
let s1: v128 = f64x2.splat(0.008333333333333333);
let s2: v128 = f64x2.splat(-0.0001984126984126984);
let s3: v128 = f64x2.splat(2.7557319223985893e-6);
let s4: v128 = f64x2.splat(-2.505210838544172e-8);
/** Of (cos r − 1) / r², right to 2 · 10⁻¹⁰. */
let c0: v128 = f64x2.splat(-0.5);
let c1: v128 = f64x2.splat(0.041666666666666664);
let c2: v128 = f64x2.splat(-0.001388888888888889);
let c3: v128 = f64x2.splat(0.0000248015873015873);
let c4: v128 = f64x2.splat(-2.7557319223985894e-7);
let one: v128 = f64x2.splat(1.0);

/** out[i] = sin x[i] for i < count, within 0.51 ULP for |x| < 2²⁵ and 3 beyond; NaN of infinity; `out` may be `x`. */
export function sine(out: usize, x: usize, count: i32): void {
  circular(out, x, count, 0);
}

/** out[i] = cos x[i] for i < count, within 0.51 ULP for |x| < 2²⁵ and 3 beyond; NaN of infinity; `out` may be `x`. */
export function cosine(out: usize, x: usize, count: i32): void {
  circular(out, x, count, 1);
}

/** cos x in float64, within 10⁻⁹ for |x| < 2²⁵. */
export function cosineOf(x: f64): f64 {
  return f64x2.extract_lane(sineOf(f64x2.splat(x), 1), 0);
}

/** sin(x + quarters · π/2). */
function circular(out: usize, x: usize, count: i32, quarters: i64): void {
  for (let left = count; left > 0; left -= 2, x += 8, out += 8) {
    const pair = f64x2.promote_low_f32x4(left > 1 ? v128.load64_zero(x) : v128.load32_zero(x));
    const y = f32x4.demote_f64x2_zero(sineOf(withinReach(pair), quarters));
    if (left > 1) v128.store64_lane(out, y, 0);
    else v128.store32_lane(out, y, 0);
  }
}

function sineOf(x: v128, quarters: i64): v128 {
  const shifted = f64x2.add(f64x2.mul(x, twoOverPi), roundingShift);
  const n = f64x2.sub(shifted, roundingShift);
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(n, halfPiHigh)), f64x2.mul(n, halfPiLow));
  const square = f64x2.mul(r, r);
  const sine = f64x2.mul(r, f64x2.add(one, f64x2.mul(square, series(square, s0, s1, s2, s3, s4))));
  const cosine = f64x2.add(one, f64x2.mul(square, series(square, c0, c1, c2, c3, c4)));
  const quarter = i64x2.add(shifted, i64x2.splat(quarters));
  const isOdd = i64x2.shr_s(i64x2.shl(quarter, 63), 63);
  const sign = i64x2.shl(i64x2.shr_u(quarter, 1), 63);
  return v128.xor(v128.bitselect(cosine, sine, isOdd), sign);
}

function series(x: v128, p0: v128, p1: v128, p2: v128, p3: v128, p4: v128): v128 {
  const low = f64x2.add(p0, f64x2.mul(x, p1));
  const high = f64x2.add(p2, f64x2.mul(x, f64x2.add(p3, f64x2.mul(x, p4))));
  return f64x2.add(low, f64x2.mul(f64x2.mul(x, x), high));
}

/** The same angles, less whole turns where they are large. */
function withinReach(x: v128): v128 {
  if (!v128.any_true(f64x2.ge(f64x2.abs(x), f64x2.splat(LARGE)))) return x;
  return f64x2(withoutTurns(f64x2.extract_lane(x, 0)), withoutTurns(f64x2.extract_lane(x, 1)));
}

/** A float32 angle less whole turns, by a product with 96 of the bits of 2/π, of which multiples of 4 are left out. */
function withoutTurns(x: f64): f64 {
  const size = abs(x);
  if (!(size >= LARGE && size < Infinity)) return x;
  const bits = reinterpret<u64>(size);
  // size = mantissa · 2^exponent with 24 bits
  const exponent = <i64>(bits >> 52) - 1046;
  const mantissa = ((bits >> 29) & 0x7fffff) | 0x800000;
  const first = exponent - 2;
  const isFar = first >= 64;
  const shift = first & 63;
  const a: u64 = isFar ? join(0xfc2757d1, 0xf534ddc0) : join(0xa2f9836e, 0x4e441529);
  const b: u64 = isFar ? join(0xdb629599, 0x3c439041) : join(0xfc2757d1, 0xf534ddc0);
  const c: u64 = isFar ? join(0xfe5163ab, 0xdebbc561) : join(0xdb629599, 0x3c439041);
  const high = (a << shift) | ((b >> 1) >> (63 - shift));
  const low = ((b << shift) | ((c >> 1) >> (63 - shift))) >> 32;
  // quarter turns modulo 4, in units of 2⁻⁶²
  const quarters = <i64>(mantissa * high + ((mantissa * low) >> 32));
  const angle = <f64>quarters * QUARTER;
  return x < 0 ? -angle : angle;
}

function join(high: u64, low: u64): u64 {
  return (high << 32) | low;
}
