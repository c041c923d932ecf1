import { broadcast } from "./broadcast";

// All broadcast: the arguments after the addresses are those of `broadcast`.

// f32x4.pmin and pmax would be quicker, and lose a NaN in one of their operands.

class Minimum {
  apply(a: v128, b: v128): v128 {
    return f32x4.min(a, b);
  }
}
class Maximum {
  apply(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}

/** min(a, b), NaN where either is; −0 < 0. */
export function minimum(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcast<Minimum>(out, a, b, planes, rows, columns, repeats);
}

/** max(a, b), NaN where either is; −0 < 0. */
export function maximum(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcast<Maximum>(out, a, b, planes, rows, columns, repeats);
}
