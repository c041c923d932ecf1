import { loadFew, storeFew } from "./lanes";

/**
 * out[row][j] = (x[row][j] − mean[j]) · scale[j]; mean 0 is none, which gives the gradient in x from an upstream x.
 * `out` may be `x`.
 */
export function standardize(out: usize, x: usize, mean: usize, scale: usize, rows: i32, columns: i32): void {
  const whole = (<usize>(columns & ~3)) << 2;
  const rest = columns & 3;
  const width = (<usize>columns) << 2;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++, x += width, out += width) {
    for (let offset: usize = 0; offset < whole; offset += 16) {
      const shift = mean ? v128.load(mean + offset) : zero;
      const distance = f32x4.sub(v128.load(x + offset), shift);
      v128.store(out + offset, f32x4.mul(distance, v128.load(scale + offset)));
    }
    if (!rest) continue;
    const shift = mean ? loadFew(mean + whole, rest, zero) : zero;
    const distance = f32x4.sub(loadFew(x + whole, rest, zero), shift);
    storeFew(out + whole, f32x4.mul(distance, loadFew(scale + whole, rest, zero)), rest);
  }
}
