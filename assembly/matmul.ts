import { multiplyAdd } from "./fused";
import { loadFew } from "./lanes";
import { interleaveHigh, interleaveLow, joinHigh, joinLow } from "./rows";

// out = A · B in tiles of 2 rows × 16 columns, whose eight sums stay in registers. A is packed in pairs of rows [k][2]
// and B in panels of 16 columns [k][16], so that a tile reads both in order, whatever is transposed. A product with
// fewer than 8 columns is computed as (Bᵀ · Aᵀ)ᵀ, since it would fill less than half of a tile. Every sum runs over k
// in order, one product after the other.
//
// A larger tile, or two steps of k at once, needs more than the 15 vector registers that V8 has to give, and runs at
// half the speed; so does a loop with its test at the top, by 8 %.

/** A finished sum is written as it is, or 0 in place of a negative one. */
const RELU: i32 = 1;

/** Bytes of one packed pair of rows: whole cache lines, and one more, which keeps pairs out of each other's sets. */
function pairBytes(k: i32): usize {
  return (((<usize>k) << 3) + 127) & ~63;
}

/**
 * Bytes of scratch memory for a product of m × k and k × n: the pairs, one panel, one tile and its bias. A float64, since
 * it can exceed the address space, where the caller has to refuse.
 */
export function matmulScratchBytes(m: i32, n: i32, k: i32): f64 {
  const rows = isNarrow(m, n) ? n : m;
  const pair = <f64>k * 8.0 + 128.0;
  return <f64>((rows + 1) >> 1) * pair + <f64>k * 64.0 + 192.0;
}

function isNarrow(m: i32, n: i32): bool {
  return n < 8 && n < m;
}

/** Packs A[m][k], or A[k][m] transposed, in pairs of rows; a missing last row reads as the one before it. */
function packRows(packed: usize, a: usize, m: i32, k: i32, isTransposed: bool): void {
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

/** Packs up to 16 columns of B[k][n] into a panel [k][16]; what is beyond them stays as it is. */
function packPanel(panel: usize, b: usize, k: i32, n: i32, columns: i32): void {
  const row = (<usize>n) << 2;
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
function packPanelTransposed(panel: usize, b: usize, k: i32, columns: i32): void {
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

/** Two rows of 16 columns, at `first` and `second`, which may be the same. */
function tile(
  first: usize,
  second: usize,
  pair: usize,
  panel: usize,
  k: i32,
  bias: usize,
  activation: i32,
): void {
  let x0 = f32x4.splat(0);
  let x1 = f32x4.splat(0);
  let x2 = f32x4.splat(0);
  let x3 = f32x4.splat(0);
  let y0 = f32x4.splat(0);
  let y1 = f32x4.splat(0);
  let y2 = f32x4.splat(0);
  let y3 = f32x4.splat(0);
  const end = panel + ((<usize>k) << 6);
  do {
    const x = v128.load32_splat(pair);
    const y = v128.load32_splat(pair, 4);
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    const b2 = v128.load(panel, 32);
    const b3 = v128.load(panel, 48);
    x0 = multiplyAdd(x, b0, x0);
    y0 = multiplyAdd(y, b0, y0);
    x1 = multiplyAdd(x, b1, x1);
    y1 = multiplyAdd(y, b1, y1);
    x2 = multiplyAdd(x, b2, x2);
    y2 = multiplyAdd(y, b2, y2);
    x3 = multiplyAdd(x, b3, x3);
    y3 = multiplyAdd(y, b3, y3);
    panel += 64;
    pair += 8;
  } while (panel < end);
  storeRow(second, y0, y1, y2, y3, bias, activation);
  storeRow(first, x0, x1, x2, x3, bias, activation);
}

/** Writes 16 sums with their bias and activation; `bias` 0 is none. */
function storeRow(out: usize, s0: v128, s1: v128, s2: v128, s3: v128, bias: usize, activation: i32): void {
  if (bias) {
    s0 = f32x4.add(s0, v128.load(bias));
    s1 = f32x4.add(s1, v128.load(bias, 16));
    s2 = f32x4.add(s2, v128.load(bias, 32));
    s3 = f32x4.add(s3, v128.load(bias, 48));
  }
  if (activation === RELU) {
    // pmax keeps a NaN that stands first
    s0 = f32x4.pmax(s0, f32x4.splat(0));
    s1 = f32x4.pmax(s1, f32x4.splat(0));
    s2 = f32x4.pmax(s2, f32x4.splat(0));
    s3 = f32x4.pmax(s3, f32x4.splat(0));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
}

/** One product. `out` has m rows of n columns; where `isSwapped`, it is written transposed, with one bias a row. */
function product(
  out: usize,
  a: usize,
  b: usize,
  scratch: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: bool,
  transposeB: bool,
  bias: usize,
  activation: i32,
  isSwapped: bool,
): void {
  const panel = scratch + <usize>((m + 1) >> 1) * pairBytes(k);
  const tileCopy = panel + ((<usize>k) << 6);
  const biasCopy = tileCopy + 128;
  packRows(scratch, a, m, k, transposeA);
  for (let column = 0; column < n; column += 16) {
    const columns = min(16, n - column);
    const offset = (<usize>column) << 2;
    if (transposeB) packPanelTransposed(panel, b + offset * <usize>k, k, columns);
    else packPanel(panel, b + offset, k, n, columns);
    const isPartial = isSwapped || columns < 16;
    let panelBias = bias && !isSwapped ? bias + offset : 0;
    if (panelBias && isPartial) {
      memory.copy(biasCopy, panelBias, (<usize>columns) << 2);
      panelBias = biasCopy;
    }
    for (let row = 0, pair = scratch; row < m; row += 2, pair += pairBytes(k)) {
      const first = isPartial ? tileCopy : out + ((<usize>row * <usize>n) << 2) + offset;
      const second = row + 1 < m ? first + (isPartial ? 64 : (<usize>n) << 2) : first;
      tile(first, second, pair, panel, k, panelBias, isSwapped ? 0 : activation);
      if (isSwapped) copyTransposed(out, tileCopy, row, column, m, columns, bias, activation);
      else if (isPartial) copyTile(out, tileCopy, row, column, m, n, columns);
    }
  }
}

/** Copies the columns of a tile that exist. */
function copyTile(out: usize, tileCopy: usize, row: i32, column: i32, m: i32, n: i32, columns: i32): void {
  const to = out + ((<usize>row * <usize>n + <usize>column) << 2);
  memory.copy(to, tileCopy, (<usize>columns) << 2);
  if (row + 1 < m) memory.copy(to + ((<usize>n) << 2), tileCopy + 64, (<usize>columns) << 2);
}

/** Writes rows row and row + 1 of a tile as columns of `out`, whose rows have m entries. */
function copyTransposed(
  out: usize,
  tileCopy: usize,
  row: i32,
  column: i32,
  m: i32,
  columns: i32,
  bias: usize,
  activation: i32,
): void {
  for (let i = row; i < min(row + 2, m); i++, tileCopy += 64) {
    const offset = (<usize>i) << 2;
    const shift = bias ? load<f32>(bias + offset) : 0;
    for (let j = 0; j < columns; j++) {
      let sum = load<f32>(tileCopy + ((<usize>j) << 2));
      if (bias) sum += shift;
      if (activation === RELU && sum < 0) sum = 0;
      store<f32>(out + ((<usize>(column + j) * <usize>m) << 2) + offset, sum);
    }
  }
}

/**
 * out[batch][m][n] = A · B, and bias[batch][n] added, and the activation applied, in a batch of products. A is [m][k],
 * or [k][m] with transposeA; B is [k][n], or [n][k] with transposeB; k ≥ 1. `aStep`, `bStep` and `biasStep` are the
 * bytes from one member of the batch to the next, 0 where all share it; bias 0 is none; activation 1 is relu.
 * `scratch` has matmulScratchBytes(m, n, k).
 */
export function matmul(
  out: usize,
  a: usize,
  b: usize,
  bias: usize,
  scratch: usize,
  batch: i32,
  m: i32,
  n: i32,
  k: i32,
  aStep: usize,
  bStep: usize,
  biasStep: usize,
  transposeA: bool,
  transposeB: bool,
  activation: i32,
): void {
  for (let member = 0; member < batch; member++) {
    if (isNarrow(m, n)) {
      product(out, b, a, scratch, n, m, k, !transposeB, !transposeA, bias, activation, true);
    } else {
      product(out, a, b, scratch, m, n, k, transposeA, transposeB, bias, activation, false);
    }
    out += (<usize>m * <usize>n) << 2;
    a += aStep;
    b += bStep;
    bias += biasStep;
  }
}
