import type { RandomStream } from "../../src/kernels/random.ts";

/** Draws of N(0, scale²), rounded to float32. */
export function normals(stream: RandomStream, count: number, scale = 1): Float32Array {
  return Float32Array.from({ length: count }, () => scale * normal(stream));
}

/** Box & Muller 1958. */
function normal({ uniform }: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
  return radius * Math.cos(2 * Math.PI * uniform());
}
