import { type Arena, createArena } from "./arena.ts";
import type { KernelExports } from "./generated.ts";
import { linkKernels } from "./instance.ts";

/** The kernels on a memory of their own. Make one with `createKernels` and pass it to the functions of this module. */
export interface Kernels {
  /** Runs one call: arguments and results live in an arena that the next call reuses. */
  run<Result>(call: (exports: KernelExports, arena: Arena) => Result): Result;
}

/** Compiles the kernels (65 kB, once a process) and links them to a new memory. Throws where there is no SIMD. */
export async function createKernels(): Promise<Kernels> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const exports = await linkKernels(memory);
  return { run: (call) => call(exports, createArena(memory)) };
}
