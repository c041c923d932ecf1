import { loadFew, sumOfLanes } from "./lanes";
import { foldLanes, reduceColumns, reduceRow } from "./reduce";

// f32x4.max takes nine instructions of a processor, f32x4.pmax one; but it loses a NaN in its second operand, and a −0 and a
// 0 count as equal. What it may be wrong about shows: in a sum beside it, and in a result of 0.

/**
 * The extremum of a row in all lanes, of either sign where it is 0; NaN where there is a NaN, or where there are infinities
 * of both signs. F has methods `apply(a: v128, b: v128): v128`, f32x4.pmax or pmin, and `start(): v128`, which need no
 * instance.
 */
export function quickExtremum<F>(x: usize, count: i32): v128 {
  const f = changetype<F>(0);
  let a = f.start();
  let b = a;
  let sumA = f32x4.splat(0);
  let sumB = sumA;
  const whole = x + ((<usize>(count & ~3)) << 2);
  for (; x + 32 <= whole; x += 32) {
    const first = v128.load(x);
    const second = v128.load(x, 16);
    a = f.apply(a, first);
    b = f.apply(b, second);
    sumA = f32x4.add(sumA, first);
    sumB = f32x4.add(sumB, second);
  }
  if (x < whole) {
    const last = v128.load(x);
    a = f.apply(a, last);
    sumA = f32x4.add(sumA, last);
    x += 16;
  }
  const rest = count & 3;
  if (rest) {
    b = f.apply(b, loadFew(x, rest, f.start()));
    sumB = f32x4.add(sumB, loadFew(x, rest, f32x4.splat(0)));
  }
  a = foldLanes<F>(f.apply(a, b));
  const sum = sumOfLanes(f32x4.add(sumA, sumB));
  return v128.bitselect(sum, a, f32x4.ne(sum, sum));
}

/** `reduce<Exact>` of float32, with Quick where it is as good. */
export function reduceExtremum<Quick, Exact>(
  out: usize,
  x: usize,
  outer: i32,
  reduced: i32,
  inner: i32,
): void {
  const width = (<usize>inner) << 2;
  for (let o = 0; o < outer; o++, x += <usize>reduced * width, out += width) {
    if (inner === 1) store<f32>(out, rowExtremum<Quick, Exact>(x, reduced));
    else reduceColumns<Exact>(out, x, reduced, inner);
  }
}

function rowExtremum<Quick, Exact>(x: usize, count: i32): f32 {
  const value = f32x4.extract_lane(quickExtremum<Quick>(x, count), 0);
  if (value < 0 || value > 0) return value;
  return f32x4.extract_lane(reduceRow<Exact>(x, count), 0);
}
