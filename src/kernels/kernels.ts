import { type Arena, createArena } from "./arena.ts";
import type { KernelExports } from "./generated.ts";
import { binaryOf, linkKernels } from "./instance.ts";
import { refuseUnknown } from "./options.ts";

/** The kernels on a memory of their own. Make one with `createKernels` and pass it to the functions of this module. */
export interface Kernels {
  /** Runs one call: arguments and results live in an arena that the next call reuses. */
  run<Result>(call: (exports: KernelExports, arena: Arena) => Result): Result;
}

/** How to compile the kernels. Nothing has to be given. */
export interface KernelOptions {
  /**
   * Fused multiply-adds where the processor has them: products of matrices and exponentials are faster, and their last
   * bits differ from one processor to another. Needs relaxed WebAssembly SIMD. Default false: the same bits everywhere.
   */
  readonly relaxed?: boolean;
}

/**
 * Compiles the kernels (118 kB, once a process) and links them to a new memory. Throws where there is no SIMD, and with
 * `relaxed` where there is no relaxed SIMD.
 */
export async function createKernels(options: KernelOptions = {}): Promise<Kernels> {
  refuseUnknown("createKernels", "option", options, ["relaxed"]);
  const binary = binaryOf("createKernels", options.relaxed);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const exports = await linkKernels(memory, binary);
  return { run: (call) => call(exports, createArena(memory)) };
}
