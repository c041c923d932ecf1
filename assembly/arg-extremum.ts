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
  argExtremum<Largest<f32>, f32>(out, x, outer, reduced, inner);
}

/** out[o][i] = argmin_r x[o][r][i], as `argMax`. */
export function argMin(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  argExtremum<Smallest<f32>, f32>(out, x, outer, reduced, inner);
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
