import { broadcastEntries } from "./broadcast";
import { Words } from "./entries";
import { isNaNLane } from "./lanes";
import { map, mapEntries } from "./map";
import { zip } from "./zip";

class Pass {
  apply(upstream: v128, output: v128, zero: v128): v128 {
    return v128.andnot(upstream, f32x4.le(output, zero));
  }
}
class Positive {
  apply(x: v128): v128 {
    // the order of the operands matters: a NaN stays
    return f32x4.pmax(x, f32x4.splat(0));
  }
}
class Leaky {
  apply(x: v128, slope: v128): v128 {
    return v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(x, f32x4.splat(0)));
  }
}
class Step {
  apply(x: v128, below: v128): v128 {
    const step = v128.bitselect(f32x4.splat(1), below, f32x4.gt(x, f32x4.splat(0)));
    return v128.bitselect(x, step, isNaNLane(x));
  }
}

/** out[i] = x[i] where it is positive, else 0, for i < count: a NaN or −0 stays as it is; `out` may be `x`. */
export function relu(out: usize, x: usize, count: i32): void {
  map<Positive>(out, x, count);
}

/** out[i] = x[i] where it is positive, else slope · x[i], for i < count; `out` may be `x`. */
export function leakyRelu(out: usize, x: usize, count: i32, slope: f32): void {
  mapEntries<Leaky, Words, Words>(out, x, count, slope);
}

/** x where it is positive, else slope · x. It broadcasts: the arguments after the addresses are those of `broadcast`. */
export function prelu(
  out: usize,
  x: usize,
  slope: usize,
  planes: i32,
  rows: i32,
  columns: i32,
  repeats: i32,
): void {
  broadcastEntries<Leaky, Words, Words>(out, x, slope, planes, rows, columns, repeats);
}

/** out[i] = 1 where x[i] is positive, else `below`, for i < count, and NaN where it is; `out` may be `x`. */
export function step(out: usize, x: usize, count: i32, below: f32): void {
  mapEntries<Step, Words, Words>(out, x, count, below);
}

/** out[i] = upstream[i] where output[i] > 0 or is NaN, else 0: the gradient of relu from its own output. */
export function reluGradient(out: usize, upstream: usize, output: usize, count: i32): void {
  zip<Pass>(out, upstream, output, count, f32x4.splat(0));
}
