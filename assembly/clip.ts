import { loadFew, storeFew } from "./lanes";

/** out[i] = x[i] limited to low … high for i < count; `out` may be `x`. A NaN stays one, as does a limit that is NaN. */
export function clip(out: usize, x: usize, count: i32, low: f32, high: f32): void {
  const least = f32x4.splat(low);
  const most = f32x4.splat(high);
  const whole = x + ((<usize>(count & ~3)) << 2);
  for (; x < whole; x += 16, out += 16) v128.store(out, limited(v128.load(x), least, most));
  const rest = count & 3;
  if (rest) storeFew(out, limited(loadFew(x, rest, least), least, most), rest);
}

function limited(x: v128, least: v128, most: v128): v128 {
  return f32x4.max(f32x4.min(x, most), least);
}
