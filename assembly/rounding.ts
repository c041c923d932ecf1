import { Words } from "./entries";
import { mapEntries } from "./map";

class Floor {
  apply(x: v128, _: v128): v128 {
    return f32x4.floor(x);
  }
}
class Ceiling {
  apply(x: v128, _: v128): v128 {
    return f32x4.ceil(x);
  }
}
class Nearest {
  apply(x: v128, _: v128): v128 {
    return f32x4.nearest(x);
  }
}

/** out[i] = the largest integer ≤ x[i] for i < count; `out` may be `x`. */
export function floor(out: usize, x: usize, count: i32): void {
  mapEntries<Floor, Words, Words>(out, x, count, 0);
}

/** out[i] = the smallest integer ≥ x[i] for i < count; `out` may be `x`. */
export function ceiling(out: usize, x: usize, count: i32): void {
  mapEntries<Ceiling, Words, Words>(out, x, count, 0);
}

/** out[i] = the integer nearest to x[i] for i < count, of two the even one; `out` may be `x`. */
export function round(out: usize, x: usize, count: i32): void {
  mapEntries<Nearest, Words, Words>(out, x, count, 0);
}
