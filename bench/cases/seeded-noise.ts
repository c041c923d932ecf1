import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { randomStream } from "../../src/kernels/random.ts";

/** A stream of random numbers in plain arrays: those that an algorithm draws from `tensorRandomStream` of the name. */
export interface SeededNumbers {
  /** The next draws of N(0, 1). */
  normal(count: number): Float32Array;
  /** The next draws, uniform in [0, 1). */
  uniform(count: number): Float32Array;
}

// a memory of its own, so that it can be used beside stock tfjs
const memory = new WebAssembly.Memory({ initial: 1 });
const kernels = await linkKernels(memory);

/** The stream of seed 0 and this name. */
export function seededNumbers(name: string): SeededNumbers {
  const stream = randomStream(0, name);
  return {
    normal(count) {
      const arena = createArena(memory);
      const out = arena.reserve(count);
      const state = arena.place(new Float32Array(stream.state.buffer));
      kernels.randomNormal(out.address, state, count);
      stream.state.set(new Uint32Array(memory.buffer, state, stream.state.length));
      return arena.read(out);
    },
    uniform: (count) => Float32Array.from({ length: count }, stream.uniform),
  };
}
