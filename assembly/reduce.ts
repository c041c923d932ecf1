import { loadFew, storeFew } from "./lanes";

/**
 * out[o][i] = x[o][0][i] ∘ x[o][1][i] ∘ …, in an order that depends on the sizes alone; four bytes an entry. F has methods
 * `apply(a: v128, b: v128): v128` and `start(): v128`, what ∘ leaves as it is, which need no instance.
 */
export function reduce<F>(out: usize, x: usize, outer: i32, reduced: i32, inner: i32): void {
  const step = (<usize>reduced * <usize>inner) << 2;
  const width = (<usize>inner) << 2;
  for (let o = 0; o < outer; o++, x += step, out += width) {
    if (inner === 1) v128.store32_lane(out, reduceRow<F>(x, reduced), 0);
    else reduceColumns<F>(out, x, reduced, inner);
  }
}

/** Four chains, because each waits for the last result of its own. */
export function reduceRow<F>(x: usize, count: i32): v128 {
  const f = changetype<F>(0);
  let a = f.start();
  let b = a;
  let c = a;
  let d = a;
  const whole = x + ((<usize>(count & ~3)) << 2);
  for (; x + 64 <= whole; x += 64) {
    a = f.apply(a, v128.load(x));
    b = f.apply(b, v128.load(x, 16));
    c = f.apply(c, v128.load(x, 32));
    d = f.apply(d, v128.load(x, 48));
  }
  for (; x < whole; x += 16) a = f.apply(a, v128.load(x));
  const rest = count & 3;
  if (rest) b = f.apply(b, loadFew(x, rest, f.start()));
  return foldLanes<F>(f.apply(f.apply(a, b), f.apply(c, d)));
}

/** What F makes of the lanes, in all lanes. */
export function foldLanes<F>(x: v128): v128 {
  const f = changetype<F>(0);
  x = f.apply(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f.apply(x, v128.shuffle<f32>(x, x, 1, 0, 3, 2));
}

/** Row by row into `out`, as the rows lie in memory. */
export function reduceColumns<F>(out: usize, x: usize, rows: i32, columns: i32): void {
  const f = changetype<F>(0);
  const start = f.start();
  const whole = (<usize>(columns & ~3)) << 2;
  const rest = columns & 3;
  for (let offset: usize = 0; offset < whole; offset += 16) v128.store(out + offset, start);
  if (rest) storeFew(out + whole, start, rest);
  for (let row = 0; row < rows; row++, x += (<usize>columns) << 2) {
    for (let offset: usize = 0; offset < whole; offset += 16) {
      v128.store(out + offset, f.apply(v128.load(out + offset), v128.load(x + offset)));
    }
    if (!rest) continue;
    storeFew(out + whole, f.apply(loadFew(out + whole, rest, start), loadFew(x + whole, rest, start)), rest);
  }
}
