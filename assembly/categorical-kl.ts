import { expNonPositive } from "./exponential";
import { rowMaximum, sumBeyondMaximum } from "./log-sum-exp";
import { log1p } from "./logarithm";
import { loadColumn, loadPerRow, nextRow, storeColumn, storePerRow } from "./rows";

/** p · x, and 0 where p is 0, whatever x is. */
export function weigh(p: v128, x: v128): v128 {
  return v128.andnot(f32x4.mul(p, x), f32x4.eq(p, f32x4.splat(0.0)));
}

/**
 * out[row] = KL(p ‖ q) = Σ_a p_a (log p_a − log q_a) for p, q = softmax of the logits. A logit of −Infinity is a masked
 * action: 0 · log 0 = 0, and Infinity where p_a > 0 = q_a.
 */
export function categoricalKl(out: usize, pLogits: usize, qLogits: usize, rows: i32, actions: i32): void {
  const width = (<usize>actions) << 2;
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    storePerRow(out, row, rows, divergence(pLogits, qLogits, row0, row1, row2, row3, width));
  }
}

function divergence(
  pLogits: usize,
  qLogits: usize,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  width: usize,
): v128 {
  const one = f32x4.splat(1.0);
  const pMaximum = rowMaximum(pLogits, row0, row1, row2, row3, width);
  const qMaximum = rowMaximum(qLogits, row0, row1, row2, row3, width);
  const pBeyond = sumBeyondMaximum(pLogits, row0, row1, row2, row3, width, pMaximum, one);
  const qBeyond = sumBeyondMaximum(qLogits, row0, row1, row2, row3, width, qMaximum, one);
  let sum = f32x4.splat(0.0);
  for (let offset: usize = 0; offset < width; offset += 4) {
    const p = f32x4.sub(loadColumn(pLogits + offset, row0, row1, row2, row3), pMaximum);
    const q = f32x4.sub(loadColumn(qLogits + offset, row0, row1, row2, row3), qMaximum);
    sum = f32x4.add(sum, weigh(expNonPositive(p), f32x4.sub(p, q)));
  }
  const difference = f32x4.sub(log1p(qBeyond), log1p(pBeyond));
  const value = f32x4.add(f32x4.div(sum, f32x4.add(one, pBeyond)), difference);
  return f32x4.pmax(value, f32x4.splat(0.0)); // rounding alone can take it below 0
}

/** upstream[row] times the gradient of categoricalKl: p_a (log p_a − log q_a − KL) in pLogits, q_a − p_a in qLogits. */
export function categoricalKlGradient(
  pOut: usize,
  qOut: usize,
  upstream: usize,
  pLogits: usize,
  qLogits: usize,
  rows: i32,
  actions: i32,
): void {
  const width = (<usize>actions) << 2;
  const one = f32x4.splat(1.0);
  for (let row = 0; row < rows; row += 4) {
    const row0 = <usize>row * width;
    const row1 = nextRow(row0, row, rows, width);
    const row2 = nextRow(row1, row + 1, rows, width);
    const row3 = nextRow(row2, row + 2, rows, width);
    const pMaximum = rowMaximum(pLogits, row0, row1, row2, row3, width);
    const qMaximum = rowMaximum(qLogits, row0, row1, row2, row3, width);
    const pBeyond = sumBeyondMaximum(pLogits, row0, row1, row2, row3, width, pMaximum, one);
    const qBeyond = sumBeyondMaximum(qLogits, row0, row1, row2, row3, width, qMaximum, one);
    const kl = divergence(pLogits, qLogits, row0, row1, row2, row3, width);
    const excess = f32x4.add(kl, f32x4.sub(log1p(pBeyond), log1p(qBeyond)));
    const weight = loadPerRow(upstream, row, rows);
    for (let offset: usize = 0; offset < width; offset += 4) {
      const pDistance = f32x4.sub(loadColumn(pLogits + offset, row0, row1, row2, row3), pMaximum);
      const qDistance = f32x4.sub(loadColumn(qLogits + offset, row0, row1, row2, row3), qMaximum);
      const p = f32x4.div(expNonPositive(pDistance), f32x4.add(one, pBeyond));
      const q = f32x4.div(expNonPositive(qDistance), f32x4.add(one, qBeyond));
      const inP = weigh(p, f32x4.sub(f32x4.sub(pDistance, qDistance), excess));
      storeColumn(pOut + offset, row0, row1, row2, row3, f32x4.mul(weight, inP));
      storeColumn(qOut + offset, row0, row1, row2, row3, f32x4.mul(weight, f32x4.sub(q, p)));
    }
  }
}
