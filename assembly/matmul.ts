import { packPanel, packPanelTransposed, packRows, pairBytes } from "./matmul-pack";
import { copyTile, copyTransposed, tile } from "./matmul-tile";

// out = A · B in tiles of 2 rows × 16 columns, whose eight sums stay in registers. A is packed in pairs of rows [k][2]
// and B in panels of 16 columns [k][16], so that a tile reads both in order, whatever is transposed; a product of few rows
// reads them where they are. A product with fewer than 8 columns is computed as (Bᵀ · Aᵀ)ᵀ, since it would fill less than
// half of a tile. Every sum runs over k in order, one product after the other.
//
// A larger tile, or two steps of k at once, needs more than the 15 vector registers that V8 has to give, and runs at
// half the speed; so does a loop with its test at the top, by 8 %.

/** Up to so many rows, packing takes longer than reading across memory; the loop of a packed tile is faster by 4 %. */
const FEW_ROWS: i32 = 8;

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

/** One product. `out` has m rows of n columns; where `isSwapped`, it is written transposed, with one bias a row. */
function packedProduct(
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
  const end = tileCopy;
  const row = (<usize>n) << 2;
  packRows(scratch, a, m, k, transposeA);
  for (let column = 0; column < n; column += 16) {
    const columns = min(16, n - column);
    const offset = (<usize>column) << 2;
    if (transposeB) packPanelTransposed(panel, b + offset * <usize>k, k, columns);
    else packPanel(panel, b + offset, k, row, columns);
    const isPartial = isSwapped || columns < 16;
    const panelBias = bias && !isSwapped ? biasOf(bias + offset, tileCopy, columns) : 0;
    for (let i = 0, pair = scratch; i < m; i += 2, pair += pairBytes(k)) {
      const first = isPartial ? tileCopy : out + <usize>i * row + offset;
      const second = i + 1 < m ? first + (isPartial ? 64 : row) : first;
      tile(first, second, pair, pair, 8, panel, 64, end, panelBias, isSwapped ? 0 : activation, true);
      if (isSwapped) copyTransposed(out, tileCopy, i, column, m, columns, bias, activation);
      else if (isPartial) copyTile(out, tileCopy, i, column, m, n, columns);
    }
  }
}

/** The same, with A and B read where they are, but for columns that do not fill a tile; B is not transposed. */
function rawProduct(
  out: usize,
  a: usize,
  b: usize,
  scratch: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: bool,
  bias: usize,
  activation: i32,
  isSwapped: bool,
): void {
  const tileCopy = scratch + ((<usize>k) << 6);
  const row = (<usize>n) << 2;
  const aRow: usize = transposeA ? 4 : (<usize>k) << 2;
  const term: usize = transposeA ? (<usize>m) << 2 : 4;
  for (let column = 0; column < n; column += 16) {
    const columns = min(16, n - column);
    const offset = (<usize>column) << 2;
    const isWhole = columns === 16;
    const panel = isWhole ? b + offset : scratch;
    const panelRow: usize = isWhole ? row : 64;
    if (!isWhole) packPanel(panel, b + offset, k, row, columns);
    const end = panel + <usize>k * panelRow;
    const isPartial = isSwapped || !isWhole;
    const panelBias = bias && !isSwapped ? biasOf(bias + offset, tileCopy, columns) : 0;
    for (let i = 0, x = a; i < m; i += 2, x += aRow << 1) {
      const isPair = i + 1 < m;
      const first = isPartial ? tileCopy : out + <usize>i * row + offset;
      const second = isPair ? first + (isPartial ? 64 : row) : first;
      const y = isPair ? x + aRow : x;
      tile(first, second, x, y, term, panel, panelRow, end, panelBias, isSwapped ? 0 : activation, false);
      if (isSwapped) copyTransposed(out, tileCopy, i, column, m, columns, bias, activation);
      else if (isPartial) copyTile(out, tileCopy, i, column, m, n, columns);
    }
  }
}

/** The bias of a panel, or a copy behind the copy of a tile where a tile would read beyond it. */
function biasOf(bias: usize, tileCopy: usize, columns: i32): usize {
  if (columns === 16) return bias;
  memory.copy(tileCopy + 128, bias, (<usize>columns) << 2);
  return tileCopy + 128;
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
  const isSwapped = isNarrow(m, n);
  const isRaw = isSwapped ? transposeA : m <= FEW_ROWS && !transposeB;
  for (let member = 0; member < batch; member++) {
    if (isSwapped) {
      if (isRaw) rawProduct(out, b, a, scratch, n, m, k, !transposeB, bias, activation, true);
      else packedProduct(out, b, a, scratch, n, m, k, !transposeB, !transposeA, bias, activation, true);
    } else if (isRaw) rawProduct(out, a, b, scratch, m, n, k, transposeA, bias, activation, false);
    else packedProduct(out, a, b, scratch, m, n, k, transposeA, transposeB, bias, activation, false);
    out += (<usize>m * <usize>n) << 2;
    a += aStep;
    b += bStep;
    bias += biasStep;
  }
}
