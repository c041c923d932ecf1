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
