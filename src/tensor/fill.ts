import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { bitsOf } from "./bits.ts";

/** Overwrites a float32, int32 or bool tensor with one number. */
export function fill(backend: AcceleratedBackend, out: TensorInfo, value: number): void {
  const bytes = backend.sizeOf(out) * util.bytesPerElement(out.dtype);
  backend.kernels.fill(backend.address(out), bitsOf(value, out.dtype), bytes);
}
