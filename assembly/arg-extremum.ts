import { QuickLargest, QuickSmallest } from "./largest";
import { quickExtremum } from "./quick-extremum";

/** From this length on it is quicker to find the extremum first, four entries at a time, and then its place. */
const LONG: i32 = 12;

// `holds` is false where either number is a NaN, and so tells a NaN by itself.

class Largest<T> {
  holds(best: T, x: T): bool {
    return best >= x;
  }
}
class Smallest<T> {
  holds(best: T, x: T): bool {
    return best <= x;
  }
}

/**
 * out[o][i] = argmax_r x[o][r][i] as int32, reduced ≥ 1: the first NaN where there is one, as in NumPy; ties go to the
 * lowest index.
 */
export function argMax(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  if (inner === 1 && reduced >= LONG) argExtremumOfRows<QuickLargest, Largest<f32>>(out, x, outer, reduced);
  else argExtremum<Largest<f32>, f32>(out, x, outer, reduced, inner);
}

/** out[o][i] = argmin_r x[o][r][i], as `argMax`. */
export function argMin(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  if (inner === 1 && reduced >= LONG) argExtremumOfRows<QuickSmallest, Smallest<f32>>(out, x, outer, reduced);
  else argExtremum<Smallest<f32>, f32>(out, x, outer, reduced, inner);
}

/** `argMax` of int32. */
export function argMaxOfIntegers(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  argExtremum<Largest<i32>, i32>(out, x, outer, reduced, inner);
}

/** `argMin` of int32. */
export function argMinOfIntegers(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  argExtremum<Smallest<i32>, i32>(out, x, outer, reduced, inner);
}

/** Order has a method `holds(best: T, x: T): bool` that needs no instance; T is the type of the entries, of four bytes. */
function argExtremum<Order, T>(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  const width = (<usize>inner) << 2;
  for (let o = 0; o < outer; o++, x += <usize>reduced * width) {
    for (let column = x; column < x + width; column += 4, out += 4) {
      store<i32>(out, argExtremumOf<Order, T>(column, reduced, width));
    }
  }
}

function argExtremumOf<Order, T>(x: usize, count: i32, step: usize): i32 {
  const order = changetype<Order>(0);
  let best = load<T>(x);
  let at = 0;
  for (let i = 1; i < count && order.holds(best, best); i++) {
    x += step;
    const entry = load<T>(x);
    if (order.holds(best, entry)) continue;
    best = entry;
    at = i;
  }
  return at;
}

function argExtremumOfRows<Quick, Order>(out: usize, x: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, out += 4, x += (<usize>columns) << 2) {
    const value = quickExtremum<Quick>(x, columns);
    const isNumber = f32x4.extract_lane(value, 0) <= Infinity;
    store<i32>(out, isNumber ? placeOf(value, x, columns) : argExtremumOf<Order, f32>(x, columns, 4));
  }
}

/** The first place of a number that is there. */
function placeOf(value: v128, x: usize, count: i32): i32 {
  let place = 0;
  for (; place + 4 <= count; place += 4) {
    const found = i32x4.bitmask(f32x4.eq(v128.load(x + ((<usize>place) << 2)), value));
    if (found) return place + ctz(found);
  }
  while (load<f32>(x + ((<usize>place) << 2)) !== f32x4.extract_lane(value, 0)) place++;
  return place;
}
