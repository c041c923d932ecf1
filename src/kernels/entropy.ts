import type { Kernels } from "./kernels.ts";
import { checkLength, rowsOf } from "./shape.ts";

/**
 * −Σ_a p_a log p_a of every row, in nats, p = softmax(logits), 0 · log 0 = 0.
 *
 * @param logits flat row-major [rows][actions]
 * @returns [rows]
 */
export function categoricalEntropy(kernels: Kernels, logits: Float32Array, actions: number): Float32Array {
  const rows = rowsOf("logits", logits, "actions", actions);
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    exports.categoricalEntropy(out.address, arena.place(logits), rows, actions);
    return arena.read(out);
  });
}

/**
 * upstream[row] times the gradient of `categoricalEntropy` in the logits, −p_a (log p_a + entropy).
 *
 * @param upstream [rows]
 * @returns [rows][actions]
 */
export function categoricalEntropyGradient(
  kernels: Kernels,
  upstream: Float32Array,
  logits: Float32Array,
  actions: number,
): Float32Array {
  const rows = rowsOf("logits", logits, "actions", actions);
  checkLength(rows, { upstream });
  return kernels.run((exports, arena) => {
    const out = arena.reserve(logits.length);
    const weight = arena.place(upstream);
    exports.categoricalEntropyGradient(out.address, weight, arena.place(logits), rows, actions);
    return arena.read(out);
  });
}

/**
 * Σ_d (logStd_d + ½ log 2πe) of every row, in nats: the entropy of a diagonal Gaussian. Its gradient in logStd is 1.
 *
 * @param logStd flat row-major [rows][dimensions]
 * @returns [rows]
 */
export function gaussianEntropy(kernels: Kernels, logStd: Float32Array, dimensions: number): Float32Array {
  const rows = rowsOf("logStd", logStd, "dimensions", dimensions);
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    exports.gaussianEntropy(out.address, arena.place(logStd), rows, dimensions);
    return arena.read(out);
  });
}
