import { multiplyAdd } from "./fused";

/** A finished sum is written as it is, or 0 in place of a negative one. */
const RELU: i32 = 1;

/**
 * Two rows of 16 columns, at `first` and `second`, from the rows of A at `x` and `y`, whose terms are `term` bytes apart,
 * and from a panel of B up to `end`, whose rows are `panelRow` bytes apart. The two rows may be the same. Where `isPaired`,
 * A is packed, and y 4 bytes after x.
 */
export function tile(
  first: usize,
  second: usize,
  x: usize,
  y: usize,
  term: usize,
  panel: usize,
  panelRow: usize,
  end: usize,
  bias: usize,
  activation: i32,
  isPaired: bool,
): void {
  let x0 = f32x4.splat(0);
  let x1 = f32x4.splat(0);
  let x2 = f32x4.splat(0);
  let x3 = f32x4.splat(0);
  let y0 = f32x4.splat(0);
  let y1 = f32x4.splat(0);
  let y2 = f32x4.splat(0);
  let y3 = f32x4.splat(0);
  do {
    const xFactor = v128.load32_splat(x);
    const yFactor = isPaired ? v128.load32_splat(x, 4) : v128.load32_splat(y);
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    const b2 = v128.load(panel, 32);
    const b3 = v128.load(panel, 48);
    x0 = multiplyAdd(xFactor, b0, x0);
    y0 = multiplyAdd(yFactor, b0, y0);
    x1 = multiplyAdd(xFactor, b1, x1);
    y1 = multiplyAdd(yFactor, b1, y1);
    x2 = multiplyAdd(xFactor, b2, x2);
    y2 = multiplyAdd(yFactor, b2, y2);
    x3 = multiplyAdd(xFactor, b3, x3);
    y3 = multiplyAdd(yFactor, b3, y3);
    panel += panelRow;
    x += term;
    if (!isPaired) y += term;
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

/** Copies the columns of a tile that exist. */
export function copyTile(
  out: usize,
  tileCopy: usize,
  row: i32,
  column: i32,
  m: i32,
  n: i32,
  columns: i32,
): void {
  const to = out + ((<usize>row * <usize>n + <usize>column) << 2);
  memory.copy(to, tileCopy, (<usize>columns) << 2);
  if (row + 1 < m) memory.copy(to + ((<usize>n) << 2), tileCopy + 64, (<usize>columns) << 2);
}

/** Writes rows row and row + 1 of a tile as columns of `out`, whose rows have m entries. */
export function copyTransposed(
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
