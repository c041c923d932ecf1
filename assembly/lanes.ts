/** The first `count` lanes (1 … 3) from memory, the others from `fill`; reads nothing beyond them. */
export function loadFew(address: usize, count: i32, fill: v128): v128 {
  let x = v128.load32_lane(address, fill, 0);
  if (count > 1) x = v128.load32_lane(address, x, 1, 4);
  if (count > 2) x = v128.load32_lane(address, x, 2, 8);
  return x;
}

/** Writes the first `count` lanes (1 … 3) and nothing beyond them. */
export function storeFew(address: usize, x: v128, count: i32): void {
  v128.store32_lane(address, x, 0);
  if (count > 1) v128.store32_lane(address, x, 1, 4);
  if (count > 2) v128.store32_lane(address, x, 2, 8);
}

/** The sign bit of every lane of x. */
export function signOf(x: v128): v128 {
  return v128.and(x, i32x4.splat(0x80000000));
}

/** All ones where the lane is a NaN. */
export function isNaNLane(x: v128): v128 {
  return f32x4.ne(x, x);
}

/** The largest lane in all lanes; may lose a NaN. */
export function largestLane(x: v128): v128 {
  x = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.pmax(x, v128.shuffle<f32>(x, x, 1, 0, 3, 2));
}

/** The sum of the lanes in all lanes. */
export function sumOfLanes(x: v128): v128 {
  x = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.add(x, v128.shuffle<f32>(x, x, 1, 0, 3, 2));
}

/** The first two lanes as float64. */
export function lowPair(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

/** The last two lanes as float64. */
export function highPair(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
}

/** Two pairs of float64 as the lanes of one vector. */
export function joinPairs(low: v128, high: v128): v128 {
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
