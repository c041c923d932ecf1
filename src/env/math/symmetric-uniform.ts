import type { RandomStream } from "../../kernels/random.ts";

/** A number drawn uniformly from [−1, 1). */
export function symmetricUniform(random: RandomStream): number {
  return 2 * random.uniform() - 1;
}
