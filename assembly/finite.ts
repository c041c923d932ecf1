import { loadFew, sumOfLanes } from "./lanes";

/** Index of the first entry of x that is infinite or NaN, or −1. */
export function firstNonFinite(x: usize, count: i32): i32 {
  return isAllFinite(x, count) ? -1 : find(x, count);
}

/** x · 0 is NaN where x is not finite, and a NaN stays in the sum: two operations for four entries. */
function isAllFinite(x: usize, count: i32): bool {
  const zero = f32x4.splat(0);
  let sum = zero;
  let other = zero;
  // two sums: each waits for its last addition
  for (const pairs = x + ((<usize>(count & ~7)) << 2); x < pairs; x += 32) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(x), zero));
    other = f32x4.add(other, f32x4.mul(v128.load(x, 16), zero));
  }
  sum = f32x4.add(sum, other);
  count &= 7;
  for (const whole = x + ((<usize>(count & ~3)) << 2); x < whole; x += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(x), zero));
  }
  const rest = count & 3;
  if (rest) sum = f32x4.add(sum, f32x4.mul(loadFew(x, rest, zero), zero));
  return f32x4.extract_lane(sumOfLanes(sum), 0) === 0;
}

function find(x: usize, count: i32): i32 {
  let index = 0;
  while (index < count && isFinite(load<f32>(x + ((<usize>index) << 2)))) index++;
  return index;
}
