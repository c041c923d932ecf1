/**
 * `reduce` for what is no vector of four bytes an entry: out[o][i] from x[o][0][i], x[o][1][i], …, one after the other. F has
 * methods `start(): State`, `next(state: State, x: usize): State`, `finish(out: usize, state: State, scale: f64): void`,
 * and the bytes of an entry, `entrySize(): usize`, and of a result, `resultSize(): usize`; they need no instance.
 */
export function fold<F, State>(out: usize, x: usize, outer: i32, reduced: i32, inner: i32, scale: f64): void {
  const f = changetype<F>(0);
  const width = <usize>inner * f.entrySize();
  for (let o = 0; o < outer; o++, x += <usize>reduced * width) {
    for (let column = x; column < x + width; column += f.entrySize(), out += f.resultSize()) {
      let state: State = f.start();
      for (let row = 0, at = column; row < reduced; row++, at += width) state = f.next(state, at);
      f.finish(out, state, scale);
    }
  }
}
