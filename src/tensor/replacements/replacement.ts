import type { KernelConfig, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";

/** Our version of a kernel that tfjs-backend-wasm has too. */
export interface Replacement {
  /** The name in tfjs's registry. */
  readonly name: string;
  /** @param stock tfjs's own kernel, for what ours does not serve */
  run(
    backend: AcceleratedBackend,
    inputs: NamedTensorInfoMap,
    attributes: NamedAttrMap,
    stock: KernelConfig,
  ): TensorInfo | TensorInfo[];
}

/** Calls a registered kernel that has one result. */
export function callKernel(
  { kernelFunc }: KernelConfig,
  backend: AcceleratedBackend,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap = {},
): TensorInfo {
  const result = kernelFunc({ inputs, backend, attrs });
  return Array.isArray(result) ? result[0]! : result;
}

/** The inputs "0", "1", … of a kernel that takes a list. */
export function listOf(inputs: NamedTensorInfoMap): TensorInfo[] {
  return Object.values(inputs).filter((input) => input !== undefined);
}
