import { randomStream } from "../src/kernels/random.ts";

/** Seeded numbers, uniform in ±scale; the same for every variant of a case. */
export function numbers(name: string, count: number, scale = 1): Float32Array {
  const random = randomStream(0, name);
  return Float32Array.from({ length: count }, () => scale * (2 * random.uniform() - 1));
}

/** Seeded integers in 0 … bound − 1. */
export function integers(name: string, count: number, bound: number): Int32Array {
  const random = randomStream(0, name);
  return Int32Array.from({ length: count }, () => random.integer(bound));
}
