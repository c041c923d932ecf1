/**
 * out[o][r][i] = Σ x[o][s][i] over s ≤ r, or s < r where `exclusive`; over s ≥ r or s > r where `reverse`. Sums run in
 * float64, in order.
 */
export function cumulativeSum(
  out: usize,
  x: usize,
  outer: i32,
  length: i32,
  inner: i32,
  exclusive: i32,
  reverse: i32,
): void {
  // −0 + x is x for every x, −0 too
  accumulate<f32, f64>(out, x, outer, length, inner, exclusive, reverse, exclusive ? 0.0 : -0.0);
}

/** The same of int32, modulo 2³². */
export function cumulativeSumIntegers(
  out: usize,
  x: usize,
  outer: i32,
  length: i32,
  inner: i32,
  exclusive: i32,
  reverse: i32,
): void {
  accumulate<i32, i32>(out, x, outer, length, inner, exclusive, reverse, 0);
}

function accumulate<T, Total>(
  out: usize,
  x: usize,
  outer: i32,
  length: i32,
  inner: i32,
  exclusive: i32,
  reverse: i32,
  zero: Total,
): void {
  const step = (<usize>inner) << 2;
  const block = <usize>length * step;
  const first = reverse ? block - step : 0;
  const next = reverse ? 0 - step : step;
  for (let o = 0; o < outer; o++, out += block, x += block) {
    for (let i = 0, at = first; i < inner; i++, at += 4) {
      let total = zero;
      for (let r = 0, place = at; r < length; r++, place += next) {
        const term = <Total>load<T>(x + place);
        if (exclusive) store<T>(out + place, <T>total);
        total += term;
        if (!exclusive) store<T>(out + place, <T>total);
      }
    }
  }
}
