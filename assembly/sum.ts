import { highPair, loadFew, lowPair } from "./lanes";

// Partial sums of up to 64 vectors in float32 are added up in float64: long sums stay right at the speed of short ones.
const BLOCK: i32 = 64;

/** out[o][i] = scale · Σ_r x[o][r][i]; scale 1 sums, 1 / reduced averages. */
export function sum(out: usize, x: usize, outer: i32, reduced: i32, inner: i32, scale: f64): void {
  for (let o = 0; o < outer; o++, x += (<usize>reduced * <usize>inner) << 2, out += (<usize>inner) << 2) {
    if (inner === 1) store<f32>(out, <f32>(scale * sumRow(x, reduced)));
    else sumColumns(out, x, reduced, inner, scale);
  }
}

function sumRow(x: usize, count: i32): f64 {
  let total = f64x2.splat(0);
  const whole = x + ((<usize>(count & ~3)) << 2);
  while (x < whole) {
    let block = f32x4.splat(0);
    for (const end = min(whole, x + (BLOCK << 4)); x < end; x += 16) block = f32x4.add(block, v128.load(x));
    total = f64x2.add(total, f64x2.add(lowPair(block), highPair(block)));
  }
  const rest = count & 3;
  if (rest) {
    const last = loadFew(x, rest, f32x4.splat(0));
    total = f64x2.add(total, f64x2.add(lowPair(last), highPair(last)));
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

function sumColumns(out: usize, x: usize, rows: i32, columns: i32, scale: f64): void {
  const width = (<usize>columns) << 2;
  const factor = f64x2.splat(scale);
  let column = 0;
  for (; column + 16 <= columns; column += 16, x += 64, out += 64) sumLine(out, x, rows, width, factor);
  for (; column + 4 <= columns; column += 4, x += 16, out += 16) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let row = 0;
    for (let address = x; row < rows; ) {
      let block = f32x4.splat(0);
      for (const end = min(rows, row + BLOCK); row < end; row++, address += width) {
        block = f32x4.add(block, v128.load(address));
      }
      low = f64x2.add(low, lowPair(block));
      high = f64x2.add(high, highPair(block));
    }
    storeScaled(out, low, high, factor);
  }
  for (; column < columns; column++, x += 4, out += 4) {
    let total: f64 = 0;
    for (let row = 0, address = x; row < rows; row++, address += width) total += <f64>load<f32>(address);
    store<f32>(out, <f32>(scale * total));
  }
}

/** Sixteen columns at once: a whole cache line of every row. */
function sumLine(out: usize, x: usize, rows: i32, width: usize, factor: v128): void {
  const zero = f64x2.splat(0);
  let low0 = zero;
  let low1 = zero;
  let low2 = zero;
  let low3 = zero;
  let high0 = zero;
  let high1 = zero;
  let high2 = zero;
  let high3 = zero;
  for (let row = 0; row < rows; ) {
    let block0 = f32x4.splat(0);
    let block1 = f32x4.splat(0);
    let block2 = f32x4.splat(0);
    let block3 = f32x4.splat(0);
    for (const end = min(rows, row + BLOCK); row < end; row++, x += width) {
      block0 = f32x4.add(block0, v128.load(x));
      block1 = f32x4.add(block1, v128.load(x, 16));
      block2 = f32x4.add(block2, v128.load(x, 32));
      block3 = f32x4.add(block3, v128.load(x, 48));
    }
    low0 = f64x2.add(low0, lowPair(block0));
    high0 = f64x2.add(high0, highPair(block0));
    low1 = f64x2.add(low1, lowPair(block1));
    high1 = f64x2.add(high1, highPair(block1));
    low2 = f64x2.add(low2, lowPair(block2));
    high2 = f64x2.add(high2, highPair(block2));
    low3 = f64x2.add(low3, lowPair(block3));
    high3 = f64x2.add(high3, highPair(block3));
  }
  storeScaled(out, low0, high0, factor);
  storeScaled(out + 16, low1, high1, factor);
  storeScaled(out + 32, low2, high2, factor);
  storeScaled(out + 48, low3, high3, factor);
}

function storeScaled(out: usize, low: v128, high: v128, factor: v128): void {
  v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.mul(factor, low)), 0);
  v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.mul(factor, high)), 0, 8);
}
