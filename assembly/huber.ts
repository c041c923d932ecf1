import { zip } from "./zip";

/** ½u² where |u| ≤ threshold, else threshold (|u| − ½ threshold), for u = prediction − target. */
class Huber {
  apply(prediction: v128, target: v128, threshold: v128): v128 {
    const size = f32x4.abs(f32x4.sub(prediction, target));
    const half = f32x4.splat(0.5);
    const square = f32x4.mul(f32x4.mul(half, size), size);
    const line = f32x4.mul(threshold, f32x4.sub(size, f32x4.mul(half, threshold)));
    return v128.bitselect(square, line, f32x4.le(size, threshold));
  }
}

/** clip(prediction − target, ±threshold); NaN stays NaN. */
class HuberSlope {
  apply(prediction: v128, target: v128, threshold: v128): v128 {
    const u = f32x4.sub(prediction, target);
    return f32x4.pmin(f32x4.pmax(u, f32x4.neg(threshold)), threshold);
  }
}

class Product {
  apply(a: v128, b: v128, _: v128): v128 {
    return f32x4.mul(a, b);
  }
}

/** out[i] = Huber loss of prediction[i] − target[i] (Huber 1964), with the ½ inside. */
export function huber(out: usize, prediction: usize, target: usize, count: i32, threshold: f32): void {
  zip<Huber>(out, prediction, target, count, f32x4.splat(threshold));
}

/** out[i] = upstream[i] · clip(prediction[i] − target[i], ±threshold), the gradient in the prediction. */
export function huberGradient(
  out: usize,
  upstream: usize,
  prediction: usize,
  target: usize,
  count: i32,
  threshold: f32,
): void {
  zip<HuberSlope>(out, prediction, target, count, f32x4.splat(threshold));
  zip<Product>(out, out, upstream, count, f32x4.splat(0));
}
