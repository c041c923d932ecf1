// Pairs of float64 in a vector.

/** The first two lanes as float64. */
export function lowPair(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

/** The last two lanes as float64. */
export function highPair(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
}

/** Two pairs as the lanes of one vector, rounded to float32. */
export function joinPairs(low: v128, high: v128): v128 {
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
