import type { Kernels } from "./kernels.ts";
import { checkLength, checkPositive, rowsOf } from "./shape.ts";

/** One of the row-wise maps here: x or upstream and y, flat row-major [rows][columns], to [rows][columns]. */
export type RowGradient = (
  kernels: Kernels,
  upstream: Float32Array,
  output: Float32Array,
  columns: number,
  temperature?: number,
) => Float32Array;

function rowMap(name: "softmax" | "logSoftmax") {
  return (kernels: Kernels, x: Float32Array, columns: number, temperature = 1): Float32Array => {
    const rows = rowsOf("x", x, "columns", columns);
    checkPositive("temperature", temperature);
    return kernels.run((exports, arena) => {
      const out = arena.reserve(x.length);
      exports[name](out.address, arena.place(x), rows, columns, temperature);
      return arena.read(out);
    });
  };
}

function rowGradient(name: "softmaxGradient" | "logSoftmaxGradient"): RowGradient {
  return (kernels, upstream, output, columns, temperature = 1) => {
    const rows = rowsOf("output", output, "columns", columns);
    checkPositive("temperature", temperature);
    checkLength(output.length, { upstream });
    return kernels.run((exports, arena) => {
      const out = arena.reserve(output.length);
      const address = arena.place(upstream);
      exports[name](out.address, address, arena.place(output), rows, columns, temperature);
      return arena.read(out);
    });
  };
}

/** A function of rows: x is flat row-major [rows][columns], and so is the result. */
export type RowMap = (
  kernels: Kernels,
  x: Float32Array,
  columns: number,
  temperature?: number,
) => Float32Array;

/** exp(x_j / T) / Σ_k exp(x_k / T) of every row; NaN throughout a row whose maximum is infinite. */
export const softmax: RowMap = rowMap("softmax");
/** x_j / T − log Σ_k exp(x_k / T) of every row. */
export const logSoftmax: RowMap = rowMap("logSoftmax");
/** p_j (upstream_j − Σ_k p_k upstream_k) / T, the gradient of `softmax` in x from its output p. */
export const softmaxGradient: RowGradient = rowGradient("softmaxGradient");
/** (upstream_j − p_j Σ_k upstream_k) / T, the gradient of `logSoftmax` in x from its output log p. */
export const logSoftmaxGradient: RowGradient = rowGradient("logSoftmaxGradient");
