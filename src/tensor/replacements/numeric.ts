import type { TensorInfo } from "@tensorflow/tfjs-core";

/** The types that our kernels serve; strings and complex numbers are left to tfjs. */
export type NumericType = "float32" | "int32" | "bool";

export function isNumericType(dtype: unknown): dtype is NumericType {
  return dtype === "float32" || dtype === "int32" || dtype === "bool";
}

export function isNumeric({ dtype }: TensorInfo): boolean {
  return isNumericType(dtype);
}
