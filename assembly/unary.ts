import { Words } from "./entries";
import { map, mapEntries } from "./map";

class Negation {
  apply(x: v128): v128 {
    return f32x4.neg(x);
  }
}
class Square {
  apply(x: v128): v128 {
    return f32x4.mul(x, x);
  }
}
class Absolute {
  apply(x: v128, _: v128): v128 {
    return f32x4.abs(x);
  }
}
class Inverse {
  apply(x: v128, _: v128): v128 {
    return f32x4.div(f32x4.splat(1), x);
  }
}
class Root {
  apply(x: v128, _: v128): v128 {
    return f32x4.sqrt(x);
  }
}
class InverseRoot {
  apply(x: v128, _: v128): v128 {
    return f32x4.div(f32x4.splat(1), f32x4.sqrt(x));
  }
}

/** out[i] = −x[i] for i < count; `out` may be `x`. */
export function negate(out: usize, x: usize, count: i32): void {
  map<Negation>(out, x, count);
}

/** out[i] = x[i]² for i < count; `out` may be `x`. */
export function square(out: usize, x: usize, count: i32): void {
  map<Square>(out, x, count);
}

/** out[i] = |x[i]| for i < count; `out` may be `x`. */
export function absolute(out: usize, x: usize, count: i32): void {
  mapEntries<Absolute, Words, Words>(out, x, count, 0);
}

/** out[i] = 1 / x[i] for i < count; `out` may be `x`. */
export function reciprocal(out: usize, x: usize, count: i32): void {
  mapEntries<Inverse, Words, Words>(out, x, count, 0);
}

/** out[i] = √x[i] for i < count, NaN below 0; `out` may be `x`. */
export function squareRoot(out: usize, x: usize, count: i32): void {
  mapEntries<Root, Words, Words>(out, x, count, 0);
}

/** out[i] = 1 / √x[i] for i < count, NaN below 0; `out` may be `x`. Within 1.5 ULP: both steps round. */
export function reciprocalSquareRoot(out: usize, x: usize, count: i32): void {
  mapEntries<InverseRoot, Words, Words>(out, x, count, 0);
}
