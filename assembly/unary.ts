import { map } from "./map";

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

/** out[i] = −x[i] for i < count; `out` may be `x`. */
export function negate(out: usize, x: usize, count: i32): void {
  map<Negation>(out, x, count);
}

/** out[i] = x[i]² for i < count; `out` may be `x`. */
export function square(out: usize, x: usize, count: i32): void {
  map<Square>(out, x, count);
}
