import { decodeBase64 } from "./base64.ts";
import { requireSimd } from "./features.ts";
import { type KernelExports, kernelBytes } from "./generated.ts";

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * Links the kernels to a memory. They hold no data of their own, so that any number of instances can share one memory
 * with other code, such as tfjs.
 */
export async function linkKernels(memory: WebAssembly.Memory): Promise<KernelExports> {
  requireSimd();
  compiled ??= WebAssembly.compile(decodeBase64(kernelBytes));
  const instance = await WebAssembly.instantiate(await compiled, { env: { memory } });
  // the one cast: the type is generated from the binary's own declarations
  return instance.exports as unknown as KernelExports;
}
