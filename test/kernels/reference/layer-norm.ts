import { total } from "./total.ts";

/** One row with mean 0 and variance 1, but for epsilon, and 1 / √(variance + epsilon). */
export function normalize(x: readonly number[], epsilon: number): { z: number[]; inverse: number } {
  const mean = total([...x]) / x.length;
  const variance = total(x.map((entry) => (entry - mean) ** 2)) / x.length;
  const inverse = 1 / Math.sqrt(variance + epsilon);
  return { z: x.map((entry) => (entry - mean) * inverse), inverse };
}

export function layerNorm(
  x: readonly number[],
  gain: ArrayLike<number>,
  bias: ArrayLike<number>,
  epsilon: number,
): number[] {
  return normalize(x, epsilon).z.map((z, j) => gain[j]! * z + bias[j]!);
}

/** In x. */
export function layerNormGradient(
  upstream: readonly number[],
  x: readonly number[],
  gain: ArrayLike<number>,
  epsilon: number,
): number[] {
  const { z, inverse } = normalize(x, epsilon);
  const g = upstream.map((u, j) => Math.fround(u * gain[j]!));
  const mean = total(g) / g.length;
  const slope = total(g.map((each, j) => each * z[j]!)) / g.length;
  return g.map((each, j) => inverse * (each - mean - z[j]! * slope));
}
