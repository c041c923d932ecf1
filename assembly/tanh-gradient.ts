import { sechSquared } from "./hyperbolic";
import { zip } from "./zip";

class Slope {
  apply(upstream: v128, x: v128, steepness: v128): v128 {
    const slope = sechSquared(f32x4.mul(x, steepness));
    return f32x4.mul(upstream, f32x4.mul(slope, f32x4.mul(steepness, steepness)));
  }
}

/**
 * out[i] = upstream[i] · k² / cosh²(k x[i]) for i < count, the gradient of k · tanh(k x): that of tanh for k = 1, and of
 * σ(x) = ½ + ½ tanh(x / 2) for ½. No digits cancel where they level off. `out` may be `upstream` or `x`.
 */
export function tanhGradient(out: usize, upstream: usize, x: usize, count: i32, steepness: f32): void {
  zip<Slope>(out, upstream, x, count, f32x4.splat(steepness));
}
