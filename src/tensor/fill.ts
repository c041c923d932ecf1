import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { bitsOf } from "./bits.ts";

/** Overwrites a float32, int32 or bool tensor with one number. */
export function fill(backend: AcceleratedBackend, out: TensorInfo, value: number): void {
  const kernel = out.dtype === "bool" ? "fillBool" : "fill";
  backend.kernels[kernel](backend.address(out), bitsOf(value, out.dtype), backend.sizeOf(out));
}
