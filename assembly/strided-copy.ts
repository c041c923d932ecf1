import { interleaveHigh, interleaveLow, joinHigh, joinLow } from "./rows";
import { copyRun, fillRun } from "./run";

// Strides are in entries; they may be negative, and 0 in x where an entry is repeated. Entries of 4 bytes move as
// words, whatever they mean.

/**
 * out[i · outI + j · outJ + r · outRow + c · outColumn] = x[i · xI + j · xJ + r · xRow + c · xColumn] for all i, j, r, c
 * below the four sizes, in words. `out` and `x` must not overlap.
 */
export function stridedCopy(
  out: usize,
  x: usize,
  sizeI: i32,
  sizeJ: i32,
  rows: i32,
  columns: i32,
  outI: i32,
  outJ: i32,
  outRow: i32,
  outColumn: i32,
  xI: i32,
  xJ: i32,
  xRow: i32,
  xColumn: i32,
): void {
  for (let i = 0; i < sizeI; i++, out += stepOf<u32>(outI), x += stepOf<u32>(xI)) {
    for (let j = 0, to = out, from = x; j < sizeJ; j++, to += stepOf<u32>(outJ), from += stepOf<u32>(xJ)) {
      if (outColumn === 1 && xRow === 1 && rows > 3 && columns > 3) {
        transposePlane(to, from, rows, columns, outRow, xColumn);
      } else copyPlane<u32>(to, from, rows, columns, outRow, outColumn, xRow, xColumn);
    }
  }
}

/** The same in bytes. */
export function stridedCopyBool(
  out: usize,
  x: usize,
  sizeI: i32,
  sizeJ: i32,
  rows: i32,
  columns: i32,
  outI: i32,
  outJ: i32,
  outRow: i32,
  outColumn: i32,
  xI: i32,
  xJ: i32,
  xRow: i32,
  xColumn: i32,
): void {
  for (let i = 0; i < sizeI; i++, out += stepOf<u8>(outI), x += stepOf<u8>(xI)) {
    for (let j = 0, to = out, from = x; j < sizeJ; j++, to += stepOf<u8>(outJ), from += stepOf<u8>(xJ)) {
      copyPlane<u8>(to, from, rows, columns, outRow, outColumn, xRow, xColumn);
    }
  }
}

function stepOf<T>(stride: i32): usize {
  return <usize>stride * sizeof<T>();
}

function copyPlane<T>(
  out: usize,
  x: usize,
  rows: i32,
  columns: i32,
  outRow: i32,
  outColumn: i32,
  xRow: i32,
  xColumn: i32,
): void {
  const outStep = stepOf<T>(outRow);
  const xStep = stepOf<T>(xRow);
  if (outColumn === 1 && xColumn === 1) {
    for (let row = 0; row < rows; row++, out += outStep, x += xStep) copyRun<T>(out, x, columns);
  } else if (sizeof<T>() === 4 && outColumn === 1 && xColumn === 0) {
    for (let row = 0; row < rows; row++, out += outStep, x += xStep) {
      fillRun(out, v128.load32_splat(x), columns);
    }
  } else {
    for (let row = 0; row < rows; row++, out += outStep, x += xStep) {
      copyScattered<T>(out, x, columns, stepOf<T>(outColumn), stepOf<T>(xColumn));
    }
  }
}

function copyScattered<T>(out: usize, x: usize, count: i32, outStep: usize, xStep: usize): void {
  for (let i = 0; i < count; i++, out += outStep, x += xStep) store<T>(out, load<T>(x));
}

/**
 * out[r · outRow + c] = x[r + c · xColumn], in strips of 16 columns: 16 runs of x are read, and whole cache lines are
 * written.
 */
function transposePlane(out: usize, x: usize, rows: i32, columns: i32, outRow: i32, xColumn: i32): void {
  const outStep = stepOf<u32>(outRow);
  const xStep = stepOf<u32>(xColumn);
  for (let column = 0; column < columns; column += 16, out += 64, x += xStep << 4) {
    transposeStrip(out, x, rows, min(16, columns - column), outStep, xStep);
  }
}

function transposeStrip(out: usize, x: usize, rows: i32, columns: i32, outStep: usize, xStep: usize): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4, out += outStep << 2, x += 16) {
    let column = 0;
    let to = out;
    let from = x;
    for (; column + 4 <= columns; column += 4, to += 16, from += xStep << 2) {
      transposeBlock(to, from, outStep, xStep);
    }
    for (; column < columns; column++, to += 4, from += xStep) copyScattered<u32>(to, from, 4, outStep, 4);
  }
  for (; row < rows; row++, out += outStep, x += 4) copyScattered<u32>(out, x, columns, 4, xStep);
}

function transposeBlock(out: usize, x: usize, outStep: usize, xStep: usize): void {
  const a = v128.load(x);
  const b = v128.load(x + xStep);
  const c = v128.load(x + (xStep << 1));
  const d = v128.load(x + (xStep << 1) + xStep);
  const abLow = interleaveLow(a, b);
  const abHigh = interleaveHigh(a, b);
  const cdLow = interleaveLow(c, d);
  const cdHigh = interleaveHigh(c, d);
  v128.store(out, joinLow(abLow, cdLow));
  v128.store(out + outStep, joinHigh(abLow, cdLow));
  v128.store(out + (outStep << 1), joinLow(abHigh, cdHigh));
  v128.store(out + (outStep << 1) + outStep, joinHigh(abHigh, cdHigh));
}
