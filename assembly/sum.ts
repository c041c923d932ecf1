import { loadFew } from "./lanes";
import { highPair, joinPairs, lowPair } from "./pairs";

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
  let column = 0;
  for (; column + 16 <= columns; column += 16, x += 64, out += 64) sumLine(out, x, rows, width, scale);
  for (; column + 4 <= columns; column += 4, x += 16, out += 16) sumFour(out, x, rows, width, scale);
  for (; column < columns; column++, x += 4, out += 4) {
    let total: f64 = 0;
    for (let row = 0, address = x; row < rows; row++, address += width) total += <f64>load<f32>(address);
    store<f32>(out, <f32>(scale * total));
  }
}

/** Sixteen columns, as many as a cache line has: narrower strips would fetch every line several times. */
function sumLine(out: usize, x: usize, rows: i32, width: usize, scale: f64): void {
  let low0 = f64x2.splat(0);
  let low1 = low0;
  let low2 = low0;
  let low3 = low0;
  let high0 = low0;
  let high1 = low0;
  let high2 = low0;
  let high3 = low0;
  for (let row = 0; row < rows; ) {
    let block0 = f32x4.splat(0);
    let block1 = block0;
    let block2 = block0;
    let block3 = block0;
    for (const end = min(rows, row + BLOCK); row < end; row++, x += width) {
      block0 = f32x4.add(block0, v128.load(x));
      block1 = f32x4.add(block1, v128.load(x, 16));
      block2 = f32x4.add(block2, v128.load(x, 32));
      block3 = f32x4.add(block3, v128.load(x, 48));
    }
    low0 = f64x2.add(low0, lowPair(block0));
    low1 = f64x2.add(low1, lowPair(block1));
    low2 = f64x2.add(low2, lowPair(block2));
    low3 = f64x2.add(low3, lowPair(block3));
    high0 = f64x2.add(high0, highPair(block0));
    high1 = f64x2.add(high1, highPair(block1));
    high2 = f64x2.add(high2, highPair(block2));
    high3 = f64x2.add(high3, highPair(block3));
  }
  const factor = f64x2.splat(scale);
  v128.store(out, joinPairs(f64x2.mul(factor, low0), f64x2.mul(factor, high0)));
  v128.store(out, joinPairs(f64x2.mul(factor, low1), f64x2.mul(factor, high1)), 16);
  v128.store(out, joinPairs(f64x2.mul(factor, low2), f64x2.mul(factor, high2)), 32);
  v128.store(out, joinPairs(f64x2.mul(factor, low3), f64x2.mul(factor, high3)), 48);
}

function sumFour(out: usize, x: usize, rows: i32, width: usize, scale: f64): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let row = 0; row < rows; ) {
    let block = f32x4.splat(0);
    for (const end = min(rows, row + BLOCK); row < end; row++, x += width) {
      block = f32x4.add(block, v128.load(x));
    }
    low = f64x2.add(low, lowPair(block));
    high = f64x2.add(high, highPair(block));
  }
  const factor = f64x2.splat(scale);
  v128.store(out, joinPairs(f64x2.mul(factor, low), f64x2.mul(factor, high)));
}
