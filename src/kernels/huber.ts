import type { Kernels } from "./kernels.ts";
import { checkLength, checkPositive } from "./shape.ts";

/**
 * Elementwise Huber loss of u = prediction − target: ½u² where |u| ≤ threshold, else threshold · (|u| − ½ threshold)
 * (Huber 1964).
 */
export function huber(
  kernels: Kernels,
  prediction: Float32Array,
  target: Float32Array,
  threshold = 1,
): Float32Array {
  const count = prediction.length;
  checkLength(count, { target });
  checkPositive("threshold", threshold);
  return kernels.run((exports, arena) => {
    const out = arena.reserve(count);
    exports.huber(out.address, arena.place(prediction), arena.place(target), count, threshold);
    return arena.read(out);
  });
}

/** upstream · clip(prediction − target, ±threshold), elementwise: the gradient of `huber` in the prediction. */
export function huberGradient(
  kernels: Kernels,
  upstream: Float32Array,
  prediction: Float32Array,
  target: Float32Array,
  threshold = 1,
): Float32Array {
  const count = prediction.length;
  checkLength(count, { upstream, target });
  checkPositive("threshold", threshold);
  return kernels.run((exports, arena) => {
    const out = arena.reserve(count);
    const weight = arena.place(upstream);
    exports.huberGradient(
      out.address,
      weight,
      arena.place(prediction),
      arena.place(target),
      count,
      threshold,
    );
    return arena.read(out);
  });
}
