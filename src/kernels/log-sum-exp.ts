import type { Kernels } from "./kernels.ts";
import { checkLength, checkPositive, rowsOf } from "./shape.ts";

/**
 * T · log Σ_j exp(x_j / T) of every row: a smooth maximum, the exact maximum for T → 0.
 *
 * All −Infinity gives −Infinity, an Infinity gives Infinity, a NaN gives NaN. What lies beyond the maximum enters through
 * log1p, so that [0, −17] gives 4.14e-8 and not 0.
 *
 * @param x flat row-major [rows][columns], columns ≥ 1
 * @returns [rows]
 */
export function logSumExp(kernels: Kernels, x: Float32Array, columns: number, temperature = 1): Float32Array {
  const rows = rowsOf("x", x, "columns", columns);
  checkPositive("temperature", temperature);
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows);
    exports.logSumExp(out.address, arena.place(x), rows, columns, temperature);
    return arena.read(out);
  });
}

/**
 * upstream[row] · softmax(x / T)_j, the gradient of `logSumExp` in x.
 *
 * @param upstream [rows]
 * @param x flat row-major [rows][columns]
 * @returns [rows][columns]; a row whose maximum is infinite has no gradient and gives NaN
 */
export function logSumExpGradient(
  kernels: Kernels,
  upstream: Float32Array,
  x: Float32Array,
  columns: number,
  temperature = 1,
): Float32Array {
  const rows = rowsOf("x", x, "columns", columns);
  checkPositive("temperature", temperature);
  checkLength(rows, { upstream });
  return kernels.run((exports, arena) => {
    const out = arena.reserve(x.length);
    const address = arena.place(upstream);
    exports.logSumExpGradient(out.address, address, arena.place(x), rows, columns, temperature);
    return arena.read(out);
  });
}
