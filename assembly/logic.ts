import { broadcastEntries } from "./broadcast";
import { Truths } from "./entries";
import { mapEntries } from "./map";

// bool in and out.
// All broadcast: the arguments after the addresses are those of `broadcast`.

class And {
  apply(a: v128, b: v128): v128 {
    return v128.and(a, b);
  }
}
class Or {
  apply(a: v128, b: v128): v128 {
    return v128.or(a, b);
  }
}
class Xor {
  apply(a: v128, b: v128): v128 {
    return v128.xor(a, b);
  }
}
class Not {
  apply(x: v128, _: v128): v128 {
    return v128.not(x);
  }
}

/** a and b. */
export function logicalAnd(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<And, Truths, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** a or b. */
export function logicalOr(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Or, Truths, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** Either a or b. */
export function logicalXor(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Xor, Truths, Truths>(out, a, b, planes, rows, columns, repeats);
}

/** out[i] = not x[i] for i < count; `out` may be `x`. */
export function logicalNot(out: usize, x: usize, count: i32): void {
  mapEntries<Not, Truths, Truths>(out, x, count, 0);
}
