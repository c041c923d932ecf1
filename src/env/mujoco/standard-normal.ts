import type { RandomStream } from "../../kernels/random.ts";

/**
 * A number from N(0, 1) by Marsaglia's polar method: x·√(−2·ln s / s) for a point (x, y) drawn from the unit disk with
 * s = x² + y². Rounded to float32, so that engines whose Math.log differs in its last bit draw the same number.
 * Marsaglia & Bray 1964, doi:10.1137/1006063.
 */
export function standardNormal(random: RandomStream): number {
  let x: number;
  let s: number;
  do {
    x = symmetricUniform(random);
    s = x ** 2 + symmetricUniform(random) ** 2;
  } while (s >= 1 || s === 0);
  return Math.fround(x * Math.sqrt((-2 * Math.log(s)) / s));
}

/** A number from [−1, 1). */
export function symmetricUniform(random: RandomStream): number {
  return 2 * random.uniform() - 1;
}
