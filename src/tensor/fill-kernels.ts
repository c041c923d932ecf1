import { type DataType, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** Of a float32, int32 or bool as four bytes. */
const patterns: Readonly<Record<string, (value: number) => number>> = {
  float32: (value) => new Int32Array(Float32Array.of(value).buffer)[0]!,
  int32: (value) => value | 0,
  bool: (value) => (value === 0 ? 0 : 0x01010101),
};

function filled(
  backend: AcceleratedBackend,
  shape: number[],
  dtype: DataType,
  pattern: (value: number) => number,
  value: number,
): TensorInfo {
  const out = backend.output(shape, dtype);
  const bytes = backend.sizeOf(out) * util.bytesPerElement(dtype);
  backend.kernels.fill(backend.address(out), pattern(value), bytes);
  return out;
}

function like(name: string, value: number): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const { shape, dtype } = inputs.x!;
      const pattern = patterns[dtype];
      if (pattern === undefined) return callKernel(stock, backend, inputs, attributes);
      return filled(backend, shape, dtype, pattern, value);
    },
  };
}

const fillKernel: Replacement = {
  name: "Fill",
  run(backend, inputs, attributes, stock) {
    const { shape, value } = attributes;
    const dtype = dtypeOf(attributes.dtype, value);
    const pattern = dtype === undefined ? undefined : patterns[dtype];
    if (dtype === undefined || pattern === undefined || !Array.isArray(shape)) {
      return callKernel(stock, backend, inputs, attributes);
    }
    return filled(backend, shape.map(Number), dtype, pattern, Number(value));
  },
};

function dtypeOf(dtype: unknown, value: unknown): "float32" | "int32" | "bool" | undefined {
  const given = dtype ?? (typeof value === "boolean" ? "bool" : "float32");
  const isNumber = typeof value === "number" || typeof value === "boolean";
  return isNumber && (given === "float32" || given === "int32" || given === "bool") ? given : undefined;
}

/** Constant tensors by a launch; tfjs-backend-wasm fills them in JavaScript. */
export const fillKernels: readonly Replacement[] = [fillKernel, like("OnesLike", 1), like("ZerosLike", 0)];
