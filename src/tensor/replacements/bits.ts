import type { DataType } from "@tensorflow/tfjs-core";

/** One NaN, so that no engine writes another. */
const quietNaN = 0x7fc00000;

/** Four bytes as kernels take them that do not care for the type: a float32, an int32, or four times a bool. */
export function bitsOf(value: number, dtype: DataType): number {
  if (dtype === "bool") return value === 0 ? 0 : 0x01010101;
  if (dtype === "int32") return Math.trunc(value) | 0;
  return Number.isNaN(value) ? quietNaN : new Int32Array(Float32Array.of(value).buffer)[0]!;
}
