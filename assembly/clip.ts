import { lanesAt, putLanes, Words } from "./entries";
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

/** The same for int32. */
export function clipIntegers(out: usize, x: usize, count: i32, low: i32, high: i32): void {
  const least = i32x4.splat(low);
  const most = i32x4.splat(high);
  for (let left = count; left > 0; left -= 4, x += 16, out += 16) {
    const entries = lanesAt<Words>(x, left);
    putLanes<Words>(out, i32x4.max_s(i32x4.min_s(entries, most), least), left);
  }
}

function limited(x: v128, least: v128, most: v128): v128 {
  return f32x4.max(f32x4.min(x, most), least);
}
