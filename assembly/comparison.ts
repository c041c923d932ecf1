import { broadcastEntries } from "./broadcast";
import { Truths, Words } from "./entries";

// float32 or int32 in, bool out. A comparison with NaN is false, but for notEqual; −0 equals 0.
// All broadcast: the arguments after the addresses are those of `broadcast`.

class Equal {
  apply(a: v128, b: v128): v128 {
    return f32x4.eq(a, b);
  }
}
class NotEqual {
  apply(a: v128, b: v128): v128 {
    return f32x4.ne(a, b);
  }
}
class Less {
  apply(a: v128, b: v128): v128 {
    return f32x4.lt(a, b);
  }
}
class LessEqual {
  apply(a: v128, b: v128): v128 {
    return f32x4.le(a, b);
  }
}
class EqualIntegers {
  apply(a: v128, b: v128): v128 {
    return i32x4.eq(a, b);
  }
}
class NotEqualIntegers {
  apply(a: v128, b: v128): v128 {
    return i32x4.ne(a, b);
  }
}
class LessIntegers {
  apply(a: v128, b: v128): v128 {
    return i32x4.lt_s(a, b);
  }
}
class LessEqualIntegers {
  apply(a: v128, b: v128): v128 {
    return i32x4.le_s(a, b);
  }
}

/** a = b. */
export function equal(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Equal, Words, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** a ≠ b. */
export function notEqual(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<NotEqual, Words, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** a < b. */
export function less(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Less, Words, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** a ≤ b. */
export function lessEqual(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<LessEqual, Words, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** a = b. */
export function equalIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<EqualIntegers, Words, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** a ≠ b. */
export function notEqualIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<NotEqualIntegers, Words, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** a < b. */
export function lessIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<LessIntegers, Words, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** a ≤ b. */
export function lessEqualIntegers(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<LessEqualIntegers, Words, Truths>(out, a, b, planes, rows, columns, repeats);
}
