import { lanesAt, putLanes, Words } from "./entries";
import { loadFew, storeFew } from "./lanes";

// A broadcasting kernel sees its operands as [planes][rows][columns]. `repeats` says along which axes they have one
// entry that counts for all: 32, 16 and 8 for the planes, rows and columns of a, 4, 2 and 1 for those of b. Along the
// columns only one of them may be repeated, unless there is one column.

/**
 * out[p][r][c] = F(a[p][r][c], b[p][r][c]); `out` may be an operand that is not repeated. F has a method
 * `apply(a: v128, b: v128): v128` that needs no instance.
 */
export function broadcast<F>(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  overRows<SwiftRow<F>, Words, Words>(out, a, b, planes, rows, columns, repeats);
}

/** The same for entries of any format and any F, with one copy of F in the binary in place of four. */
export function broadcastEntries<F, From, To>(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  overRows<SmallRow<F, From, To>, From, To>(out, a, b, planes, rows, columns, repeats);
}

/** Calls `Row` for every row. An operand moves on where it is not repeated. */
function overRows<Row, From, To>(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  const from = changetype<From>(0);
  const each = changetype<Row>(0);
  const width = changetype<To>(0).bytes(columns);
  const aWidth = from.bytes(repeats & 8 ? 1 : columns);
  const bWidth = from.bytes(repeats & 1 ? 1 : columns);
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0, x = a, y = b; row < rows; row++, out += width) {
      each.apply(out, x, y, columns, repeats);
      if (!(repeats & 16)) x += aWidth;
      if (!(repeats & 2)) y += bWidth;
    }
    if (!(repeats & 32)) a += repeats & 16 ? aWidth : aWidth * rows;
    if (!(repeats & 4)) b += repeats & 2 ? bWidth : bWidth * rows;
  }
}

/** A loop for each pattern of repetition. What is repeated stays in a register. */
class SwiftRow<F> {
  apply(out: usize, a: usize, b: usize, columns: i32, repeats: i32): void {
    const f = changetype<F>(0);
    const whole = out + ((<usize>(columns & ~3)) << 2);
    if (out < whole) {
      if (!(repeats & 9)) {
        for (; out < whole; a += 16, b += 16, out += 16) {
          v128.store(out, f.apply(v128.load(a), v128.load(b)));
        }
      } else if (repeats & 1) {
        const y = v128.load32_splat(b);
        for (; out < whole; a += 16, out += 16) v128.store(out, f.apply(v128.load(a), y));
      } else {
        const x = v128.load32_splat(a);
        for (; out < whole; b += 16, out += 16) v128.store(out, f.apply(x, v128.load(b)));
      }
    }
    const rest = columns & 3;
    if (rest) storeFew(out, f.apply(lastOf(a, rest, repeats & 8), lastOf(b, rest, repeats & 1)), rest);
  }
}

/** One loop for all patterns of repetition, its tail included. */
class SmallRow<F, From, To> {
  apply(out: usize, a: usize, b: usize, columns: i32, repeats: i32): void {
    const from = changetype<From>(0);
    const to = changetype<To>(0);
    for (let left = columns; left > 0; left -= 4) {
      const x = repeats & 8 ? from.splat(a) : lanesAt<From>(a, left);
      const y = repeats & 1 ? from.splat(b) : lanesAt<From>(b, left);
      putLanes<To>(out, changetype<F>(0).apply(x, y), left);
      if (!(repeats & 8)) a += from.bytes(4);
      if (!(repeats & 1)) b += from.bytes(4);
      out += to.bytes(4);
    }
  }
}

/** The last entries of a row, or what is repeated. */
function lastOf(address: usize, rest: i32, isRepeated: i32): v128 {
  return isRepeated ? v128.load32_splat(address) : loadFew(address, rest, f32x4.splat(0));
}
