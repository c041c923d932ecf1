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

/**
 * The kernels with `launch` in their place, which gets the name, the kernel and its numbers. Functions that only compute a
 * size, whose names end in Bytes, stay as they are.
 */
export function interceptKernels(
  kernels: KernelExports,
  launch: (name: keyof KernelExports, kernel: Kernel, numbers: number[]) => unknown,
): KernelExports {
  // the exports object itself is frozen, and a proxy of it may not answer with anything else
  return new Proxy(
    { ...kernels },
    {
      get(target, name: keyof KernelExports) {
        const kernel = kernelOf(target, name);
        return name.endsWith("Bytes") ? kernel : (...numbers: number[]) => launch(name, kernel, numbers);
      },
    },
  );
}

/** A kernel, whatever its numbers mean. */
export type Kernel = (...numbers: number[]) => unknown;

/** A kernel by name. */
export function kernelOf(kernels: object, name: keyof KernelExports): Kernel {
  return Reflect.get(kernels, name);
}
