import { storeFew } from "./lanes";

// Row-wise kernels work on four rows at a time, one row a lane: every row length is then served by one loop without a
// tail, and a reduction over a row is lane-wise. Where fewer than four rows are left, the last one fills the lanes.
// Rows are given by their byte offsets, which are the same in every matrix of that width.

/** Offset of the row after the one at `offset`, or `offset` itself where `row` is the last. */
export function nextRow(offset: usize, row: i32, rows: i32, width: usize): usize {
  return offset + (row + 1 < rows ? width : 0);
}

/** One entry of each of four rows; `column` is the address of the entry in the row at offset 0. */
export function loadColumn(column: usize, row0: usize, row1: usize, row2: usize, row3: usize): v128 {
  let x = v128.load32_zero(column + row0);
  x = v128.load32_lane(column + row1, x, 1);
  x = v128.load32_lane(column + row2, x, 2);
  return v128.load32_lane(column + row3, x, 3);
}

export function storeColumn(
  column: usize,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  x: v128,
): void {
  v128.store32_lane(column + row0, x, 0);
  v128.store32_lane(column + row1, x, 1);
  v128.store32_lane(column + row2, x, 2);
  v128.store32_lane(column + row3, x, 3);
}

/** Entries row … row + 3 of a vector with one number a row; the last one fills the lanes, as with the rows. */
export function loadPerRow(vector: usize, row: i32, rows: i32): v128 {
  const row0 = (<usize>row) << 2;
  if (row + 4 <= rows) return v128.load(vector + row0);
  const row1 = nextRow(row0, row, rows, 4);
  const row2 = nextRow(row1, row + 1, rows, 4);
  return loadColumn(vector, row0, row1, row2, nextRow(row2, row + 2, rows, 4));
}

/** Writes entries row … row + 3, as many as there are. */
export function storePerRow(vector: usize, row: i32, rows: i32, x: v128): void {
  const address = vector + ((<usize>row) << 2);
  if (row + 4 <= rows) v128.store(address, x);
  else storeFew(address, x, rows - row);
}

// A 4 × 4 block is transposed by interleaving pairs of rows and joining the halves.

export function interleaveLow(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}

export function interleaveHigh(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}

export function joinLow(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 2);
}

export function joinHigh(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 1, 3);
}
