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

/**
 * One product. `out` has m rows of n columns; where `isSwapped`, it is written transposed, with one bias a row. Where
 * `isRaw`, nothing is packed but columns that do not fill a tile; B is then not transposed.
 */
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
  isRaw: bool,
): void {
  const packed = scratch + (isRaw ? 0 : <usize>((m + 1) >> 1) * pairBytes(k));
  const tileCopy = packed + ((<usize>k) << 6);
  const biasCopy = tileCopy + 128;
  const bRow = (<usize>n) << 2;
  const outRow = isSwapped ? (<usize>m) << 2 : bRow;
  const aRow: usize = isRaw ? (transposeA ? 4 : (<usize>k) << 2) : 4;
  const term: usize = isRaw ? (transposeA ? (<usize>m) << 2 : 4) : 8;
  const pair: usize = isRaw ? aRow << 1 : pairBytes(k);
  if (!isRaw) packRows(scratch, a, m, k, transposeA);
  for (let column = 0; column < n; column += 16) {
    const columns = min(16, n - column);
    const offset = (<usize>column) << 2;
    const isPacked = !isRaw || columns < 16;
    const panel = isPacked ? packed : b + offset;
    const panelRow: usize = isPacked ? 64 : bRow;
    if (!isRaw && transposeB) packPanelTransposed(packed, b + offset * <usize>k, k, columns);
    else if (isPacked) packPanel(packed, b + offset, k, bRow, columns);
    const end = panel + <usize>k * panelRow;
    const isPartial = isSwapped || columns < 16;
    let panelBias = bias && !isSwapped ? bias + offset : 0;
    if (panelBias && isPartial) {
      memory.copy(biasCopy, panelBias, (<usize>columns) << 2);
      panelBias = biasCopy;
    }
    const tileActivation = isSwapped ? 0 : activation;
    let to = isSwapped ? out + <usize>column * outRow : out + offset;
    let x = isRaw ? a : scratch;
    for (let row = 0; row < m; row += 2, x += pair) {
      const isPair = row + 1 < m;
      const first = isPartial ? tileCopy : to;
      const second = isPair ? first + (isPartial ? 64 : outRow) : first;
      if (isRaw)
        tile(
          first,
          second,
          x,
          isPair ? x + aRow : x,
          term,
          panel,
          panelRow,
          end,
          panelBias,
          tileActivation,
          false,
        );
      else tile(first, second, x, x, 8, panel, 64, end, panelBias, tileActivation, true);
      if (isSwapped) {
        copyTransposed(
          to,
          outRow,
          tileCopy,
          isPair ? 2 : 1,
          columns,
          bias ? bias + ((<usize>row) << 2) : 0,
          activation,
        );
        to += 8;
      } else {
        if (isPartial) copyTile(to, outRow, tileCopy, isPair ? 2 : 1, columns);
        to += outRow << 1;
      }
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
  const isSwapped = isNarrow(m, n);
  const isRaw = isSwapped ? n <= FEW_ROWS && transposeA : m <= FEW_ROWS && !transposeB;
  for (let member = 0; member < batch; member++) {
    if (isSwapped) {
      if (isRaw) product(out, b, a, scratch, n, m, k, !transposeB, !transposeA, bias, activation, true, true);
      else product(out, b, a, scratch, n, m, k, !transposeB, !transposeA, bias, activation, true, false);
    } else if (isRaw)
      product(out, a, b, scratch, m, n, k, transposeA, transposeB, bias, activation, false, true);
    else product(out, a, b, scratch, m, n, k, transposeA, transposeB, bias, activation, false, false);
    out += (<usize>m * <usize>n) << 2;
    a += aStep;
    b += bStep;
    bias += biasStep;
  }
}
