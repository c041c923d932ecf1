import type { NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** A float32 tensor limited to low … high; NaN stays NaN. */
export function clip(backend: AcceleratedBackend, x: TensorInfo, low: number, high: number): TensorInfo {
  const out = backend.output(x.shape);
  backend.kernels.clip(backend.address(out), backend.address(x), backend.sizeOf(x), low, high);
  return out;
}

function clipIntegers(backend: AcceleratedBackend, x: TensorInfo, low: number, high: number): TensorInfo {
  const out = backend.output(x.shape, "int32");
  const limited = backend.integers(x).map((entry) => Math.min(Math.max(entry, low), high));
  backend.integers(out).set(limited);
  return out;
}

function clipping(name: string, limitsOf: (attributes: NamedAttrMap) => [number, number]): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      if (x.dtype === "float32") return clip(backend, x, ...limitsOf(attributes));
      if (x.dtype === "int32") return clipIntegers(backend, x, ...limitsOf(attributes));
      return callKernel(stock, backend, inputs, attributes);
    },
  };
}

/** tfjs-backend-wasm turns a NaN into a limit, and leaves int32 as it is, whose bits it reads as float32. */
export const clipKernels: readonly Replacement[] = [
  clipping("ClipByValue", ({ clipValueMin, clipValueMax }) => [Number(clipValueMin), Number(clipValueMax)]),
  clipping("Relu6", () => [0, 6]),
];
