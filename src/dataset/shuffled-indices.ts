import type { RandomStream } from "../kernels/random.ts";

/** 0 … count − 1 in random order (Fisher and Yates). */
export function shuffledIndices(count: number, random: RandomStream): number[] {
  const indices = Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [indices[i], indices[j]] = [indices[j]!, indices[i]!];
  }
  return indices;
}
