import { decodeBase64 } from "./base64.ts";
import { requireRelaxedSimd, requireSimd } from "./features.ts";
import { type KernelExports, kernelBytes } from "./generated.ts";

/** The binaries: one that rounds alike everywhere, and one that fuses multiply-adds where the processor can. */
export type Binary = "strict" | "relaxed";

const compiled: Partial<Record<Binary, Promise<WebAssembly.Module>>> = {};

/**
 * Links the kernels to a memory. They hold no data of their own, so that any number of instances can share one memory
 * with other code, such as tfjs.
 */
export async function linkKernels(
  memory: WebAssembly.Memory,
  binary: Binary = "strict",
): Promise<KernelExports> {
  requireSimd();
  compiled[binary] ??= bytesOf(binary).then((text) => WebAssembly.compile(decodeBase64(text)));
  const instance = await WebAssembly.instantiate(await compiled[binary], { env: { memory } });
  // the one cast: the type is generated from the binary's own declarations
  return instance.exports as unknown as KernelExports;
}

/**
 * Which binary an option `relaxed` asks for. Throws where this engine does not have what it needs.
 *
 * @param owner the function that has the option
 */
export function binaryOf(owner: string, relaxed = false): Binary {
  if (typeof relaxed !== "boolean") throw new TypeError(`relaxed must be true or false; got ${relaxed}`);
  if (!relaxed) return "strict";
  requireRelaxedSimd(owner);
  return "relaxed";
}

/** As base64; who does not ask for the relaxed binary does not load it. */
async function bytesOf(binary: Binary): Promise<string> {
  if (binary === "strict") return kernelBytes;
  return (await import("./generated-relaxed.ts")).relaxedKernelBytes;
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
