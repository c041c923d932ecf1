import { type DataType, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { bitsOf } from "./bits.ts";
import { isNumericType } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** Overwrites a float32, int32 or bool tensor with one number. */
export function fill(backend: AcceleratedBackend, out: TensorInfo, value: number): void {
  const bytes = backend.sizeOf(out) * util.bytesPerElement(out.dtype);
  backend.kernels.fill(backend.address(out), bitsOf(value, out.dtype), bytes);
}

/** A new float32, int32 or bool tensor of one number. */
export function filled(
  backend: AcceleratedBackend,
  shape: number[],
  dtype: DataType,
  value: number,
): TensorInfo {
  const out = backend.output(shape, dtype);
  fill(backend, out, value);
  return out;
}

function like(name: string, value: number): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const { shape, dtype } = inputs.x!;
      if (isNumericType(dtype)) return filled(backend, shape, dtype, value);
      return callKernel(stock, backend, inputs, attributes);
    },
  };
}

const fillKernel: Replacement = {
  name: "Fill",
  run(backend, inputs, attributes, stock) {
    const { shape, value } = attributes;
    const dtype = attributes.dtype ?? typeOf(value);
    const isNumber = typeof value === "number" || typeof value === "boolean";
    if (!isNumericType(dtype) || !isNumber || !Array.isArray(shape)) {
      return callKernel(stock, backend, inputs, attributes);
    }
    return filled(backend, shape.map(Number), dtype, Number(value));
  },
};

function typeOf(value: unknown): DataType {
  return typeof value === "boolean" ? "bool" : "float32";
}

/** Constant tensors by a launch; tfjs-backend-wasm fills them in JavaScript. */
export const fillKernels: readonly Replacement[] = [fillKernel, like("OnesLike", 1), like("ZerosLike", 0)];
