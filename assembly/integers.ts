import { broadcastEntries } from "./broadcast";
import { Words } from "./entries";
import { mapEntries } from "./map";

// int32, modulo 2³².
// All broadcast: the arguments after the addresses are those of `broadcast`.

class Sum {
  apply(a: v128, b: v128): v128 {
    return i32x4.add(a, b);
  }
}
class Difference {
  apply(a: v128, b: v128): v128 {
    return i32x4.sub(a, b);
  }
}
class Product {
  apply(a: v128, b: v128): v128 {
    return i32x4.mul(a, b);
  }
}
class SquaredDifference {
  apply(a: v128, b: v128): v128 {
    const difference = i32x4.sub(a, b);
    return i32x4.mul(difference, difference);
  }
}
class Minimum {
  apply(a: v128, b: v128): v128 {
    return i32x4.min_s(a, b);
  }
}
class Maximum {
  apply(a: v128, b: v128): v128 {
    return i32x4.max_s(a, b);
  }
}
/** By squaring, for each binary digit of the exponent. */
class Power {
  apply(a: v128, b: v128): v128 {
    const one = i32x4.splat(1);
    let power = one;
    let square = a;
    for (let digits = b; v128.any_true(digits); digits = i32x4.shr_u(digits, 1)) {
      const isSet = i32x4.eq(v128.and(digits, one), one);
      power = v128.bitselect(i32x4.mul(power, square), power, isSet);
      square = i32x4.mul(square, square);
    }
    const isFraction = v128.andnot(i32x4.lt_s(b, i32x4.splat(0)), i32x4.eq(i32x4.abs(a), one));
    return v128.andnot(power, isFraction);
  }
}

class Negation {
  apply(x: v128, _: v128): v128 {
    return i32x4.neg(x);
  }
}
class Absolute {
  apply(x: v128, _: v128): v128 {
    return i32x4.abs(x);
  }
}

/** a + b. */
export function addIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Sum, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** a − b. */
export function subtractIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Difference, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** a · b. */
export function multiplyIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Product, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** (a − b)². */
export function squaredDifferenceIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<SquaredDifference, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** a^b, and 0 for a fraction: a negative power but of ±1, also of 0. */
export function powerIntegers(
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

/** min(a, b). */
export function minimumIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Minimum, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** max(a, b). */
export function maximumIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Maximum, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** out[i] = −x[i] for i < count; `out` may be `x`. */
export function negateIntegers(out: usize, x: usize, count: i32): void {
  mapEntries<Negation, Words, Words>(out, x, count, 0);
}

/** out[i] = |x[i]| for i < count, and −2³¹ of itself; `out` may be `x`. */
export function absoluteIntegers(out: usize, x: usize, count: i32): void {
  mapEntries<Absolute, Words, Words>(out, x, count, 0);
}
