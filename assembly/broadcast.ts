import { loadFew, storeFew } from "./lanes";

// An operand of a broadcasting kernel has a stride for each of three axes, in entries: 0 where it is repeated. That of
// the innermost axis is 0 or 1, and 0 for both operands only where that axis has one entry.

/**
 * out[p][r][c] = F(a[p · aPlane + r · aRow + c · aColumn], b[…]); `out` may be an operand that is not repeated. F has a
 * method `apply(a: v128, b: v128): v128` that needs no instance.
 */
export function broadcast<F>(
  out: usize,
  a: usize,
  b: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  aPlane: i32,
  aRow: i32,
  aColumn: i32,
  bPlane: i32,
  bRow: i32,
  bColumn: i32,
): void {
  const width = (<usize>columns) << 2;
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0, x = a, y = b; row < rows; row++, out += width) {
      combine<F>(out, x, y, columns, aColumn, bColumn);
      x += (<usize>aRow) << 2;
      y += (<usize>bRow) << 2;
    }
    a += (<usize>aPlane) << 2;
    b += (<usize>bPlane) << 2;
  }
}

/** One row. What is repeated stays in a register. */
function combine<F>(out: usize, a: usize, b: usize, columns: i32, aColumn: i32, bColumn: i32): void {
  const f = changetype<F>(0);
  const whole = out + ((<usize>(columns & ~3)) << 2);
  if (out < whole) {
    if (aColumn & bColumn) {
      for (; out < whole; a += 16, b += 16, out += 16) {
        v128.store(out, f.apply(v128.load(a), v128.load(b)));
      }
    } else if (aColumn) {
      const y = v128.load32_splat(b);
      for (; out < whole; a += 16, out += 16) v128.store(out, f.apply(v128.load(a), y));
    } else {
      const x = v128.load32_splat(a);
      for (; out < whole; b += 16, out += 16) v128.store(out, f.apply(x, v128.load(b)));
    }
  }
  const rest = columns & 3;
  if (rest) storeFew(out, f.apply(lastOf(a, rest, aColumn), lastOf(b, rest, bColumn)), rest);
}

/** The last entries of a row, or what is repeated. */
function lastOf(address: usize, rest: i32, stride: i32): v128 {
  return stride === 0 ? v128.load32_splat(address) : loadFew(address, rest, f32x4.splat(0));
}
