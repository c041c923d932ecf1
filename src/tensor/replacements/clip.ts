import type { NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { converted, through } from "./cast.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/** A float32 tensor limited to low … high; NaN stays NaN. */
export function clip(backend: AcceleratedBackend, x: TensorInfo, low: number, high: number): TensorInfo {
  const out = backend.output(x.shape);
  backend.kernels.clip(backend.address(out), backend.address(x), backend.sizeOf(x), low, high);
  return out;
}

/** An int32 tensor limited to low … high, of which the fractions are left out. */
export function clipIntegers(
  backend: AcceleratedBackend,
  x: TensorInfo,
  low: number,
  high: number,
): TensorInfo {
  const out = backend.output(x.shape, "int32");
  const [to, from] = [backend.address(out), backend.address(x)];
  backend.kernels.clipIntegers(to, from, backend.sizeOf(x), toInteger(low), toInteger(high));
  return out;
}

/** The int32 next to a number towards 0. */
function toInteger(x: number): number {
  return Math.trunc(Math.min(Math.max(x, -(2 ** 31)), 2 ** 31 - 1));
}

/** @param ofTruths the type of the result of bool */
function clipping(
  name: string,
  ofTruths: "bool" | "int32",
  limitsOf: (attributes: NamedAttrMap) => [number, number],
): Replacement {
  return {
    name,
    run(backend, inputs, attributes, stock) {
      const x = inputs.x!;
      if (x.dtype === "float32") return clip(backend, x, ...limitsOf(attributes));
      if (x.dtype === "int32") return clipIntegers(backend, x, ...limitsOf(attributes));
      if (x.dtype === "bool") {
        const clipped = through(backend, "int32", [x], (cast) =>
          clipIntegers(backend, cast!, ...limitsOf(attributes)),
        );
        return converted(backend, clipped, ofTruths);
      }
      return callKernel(stock, backend, inputs, attributes);
    },
  };
}

/** tfjs-backend-wasm turns a NaN into a limit, and leaves int32 as it is, whose bits it reads as float32. */
export const clipKernels: readonly Replacement[] = [
  clipping("ClipByValue", "bool", ({ clipValueMin, clipValueMax }) => [
    Number(clipValueMin),
    Number(clipValueMax),
  ]),
  clipping("Relu6", "int32", () => [0, 6]),
];
