import { zip } from "./zip";

class Pass {
  apply(upstream: v128, output: v128, zero: v128): v128 {
    return v128.andnot(upstream, f32x4.le(output, zero));
  }
}

/** out[i] = upstream[i] where output[i] > 0 or is NaN, else 0: the gradient of relu from its own output. */
export function reluGradient(out: usize, upstream: usize, output: usize, count: i32): void {
  zip<Pass>(out, upstream, output, count, f32x4.splat(0));
}
