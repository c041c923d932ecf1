import { loadFew } from "./lanes";
import { interleaveHigh, interleaveLow, joinHigh, joinLow } from "./rows";

/** Bytes of a packed pair of rows: whole cache lines, and one more, which keeps pairs out of each other's sets. */
export function pairBytes(k: i32): usize {
  return (((<usize>k) << 3) + 127) & ~63;
}

/** Packs A[m][k], or A[k][m] transposed, in pairs of rows [k][2]; a missing last row reads as the one before it. */
export function packRows(packed: usize, a: usize, m: i32, k: i32, isTransposed: bool): void {
  const row: usize = isTransposed ? 4 : (<usize>k) << 2;
  const step: usize = (<usize>m) << 2;
  for (let i = 0; i < m; i += 2, packed += pairBytes(k)) {
    const first = a + <usize>i * row;
    const second = i + 1 < m ? first + row : first;
    if (isTransposed) packPairOfColumns(packed, first, second, k, step);
    else packPairOfRows(packed, first, second, k);
  }
}

function packPairOfRows(packed: usize, first: usize, second: usize, k: i32): void {
  const whole = first + ((<usize>(k & ~3)) << 2);
  for (; first < whole; first += 16, second += 16, packed += 32) {
    const x = v128.load(first);
    const y = v128.load(second);
    v128.store(packed, interleaveLow(x, y));
    v128.store(packed, interleaveHigh(x, y), 16);
  }
  packPairOfColumns(packed, first, second, k & 3, 4);
}

function packPairOfColumns(packed: usize, first: usize, second: usize, k: i32, step: usize): void {
  for (const end = packed + ((<usize>k) << 3); packed < end; packed += 8, first += step, second += step) {
    store<f32>(packed, load<f32>(first));
    store<f32>(packed, load<f32>(second), 4);
  }
}

/** Packs up to 16 columns of B, whose rows are `row` bytes apart, into a panel [k][16]; what is beyond stays as it is. */
export function packPanel(panel: usize, b: usize, k: i32, row: usize, columns: i32): void {
  if (columns === 16) packWholePanel(panel, b, k, row);
  else packPartOfPanel(panel, b, k, row, columns);
}

function packWholePanel(panel: usize, b: usize, k: i32, row: usize): void {
  for (const end = panel + ((<usize>k) << 6); panel < end; panel += 64, b += row) {
    v128.store(panel, v128.load(b));
    v128.store(panel, v128.load(b, 16), 16);
    v128.store(panel, v128.load(b, 32), 32);
    v128.store(panel, v128.load(b, 48), 48);
  }
}

function packPartOfPanel(panel: usize, b: usize, k: i32, row: usize, columns: i32): void {
  const rest = columns & 3;
  const whole = (<usize>(columns & ~3)) << 2;
  for (const end = panel + ((<usize>k) << 6); panel < end; panel += 64, b += row) {
    for (let offset: usize = 0; offset < whole; offset += 16)
      v128.store(panel + offset, v128.load(b + offset));
    if (rest) v128.store(panel + whole, loadFew(b + whole, rest, f32x4.splat(0)));
  }
}

/** The same from B[n][k], four rows at a time, transposed. */
export function packPanelTransposed(panel: usize, b: usize, k: i32, columns: i32): void {
  const row = (<usize>k) << 2;
  const whole = (<usize>(k & ~3)) << 2;
  for (let column = 0; column < columns; column += 4, panel += 16) {
    const row0 = b + <usize>column * row;
    const row1 = column + 1 < columns ? row0 + row : row0;
    const row2 = column + 2 < columns ? row1 + row : row1;
    const row3 = column + 3 < columns ? row2 + row : row2;
    let to = panel;
    let offset: usize = 0;
    for (; offset < whole; offset += 16, to += 256) {
      const r0 = v128.load(row0 + offset);
      const r1 = v128.load(row1 + offset);
      const r2 = v128.load(row2 + offset);
      const r3 = v128.load(row3 + offset);
      const low01 = interleaveLow(r0, r1);
      const low23 = interleaveLow(r2, r3);
      const high01 = interleaveHigh(r0, r1);
      const high23 = interleaveHigh(r2, r3);
      v128.store(to, joinLow(low01, low23));
      v128.store(to, joinHigh(low01, low23), 64);
      v128.store(to, joinLow(high01, high23), 128);
      v128.store(to, joinHigh(high01, high23), 192);
    }
    for (; offset < row; offset += 4, to += 64) {
      store<f32>(to, load<f32>(row0 + offset));
      store<f32>(to, load<f32>(row1 + offset), 4);
      store<f32>(to, load<f32>(row2 + offset), 8);
      store<f32>(to, load<f32>(row3 + offset), 12);
    }
  }
}
