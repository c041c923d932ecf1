/** out[row] = x[row][column[row]]; NaN where the int32 column is outside 0 … columns − 1. */
export function takePerRow(out: usize, x: usize, column: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, out += 4, column += 4, x += (<usize>columns) << 2) {
    const index = load<u32>(column);
    store<f32>(out, index < <u32>columns ? load<f32>(x + ((<usize>index) << 2)) : NaN);
  }
}

/** out[row][j] = upstream[row] where j = column[row], else 0. */
export function takePerRowGradient(
  out: usize,
  upstream: usize,
  column: usize,
  rows: i32,
  columns: i32,
): void {
  memory.fill(out, 0, (<usize>rows * <usize>columns) << 2);
  for (let row = 0; row < rows; row++, upstream += 4, column += 4, out += (<usize>columns) << 2) {
    const index = load<u32>(column);
    if (index < <u32>columns) store<f32>(out + ((<usize>index) << 2), load<f32>(upstream));
  }
}
