/** Sizes of a product [m][k] · [k][n], and which operand is stored the other way round. */
export interface ProductShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** x · y + sum in float32. */
export type MultiplyAdd = (x: number, y: number, sum: number) => number;

/** The product is rounded, then the sum. */
export function roundedTwice(x: number, y: number, sum: number): number {
  return Math.fround(Math.fround(x * y) + sum);
}

/** Rounded once, as a fused multiply-add does. */
export function roundedOnce(x: number, y: number, sum: number): number {
  // float64 holds the product exactly, but rounds the sum: wrong where that falls between two float32 numbers
  const product = x * y;
  const total = product + sum;
  const nearest = Math.fround(total);
  const other = 2 * total - nearest;
  const isBetween = other !== nearest && Math.fround(other) === other;
  return isBetween && (total - nearest) * lostBy(product, sum, total) > 0 ? other : nearest;
}

/** What a float64 sum lost by rounding, exactly (two-sum). */
function lostBy(a: number, b: number, total: number): number {
  const back = total - a;
  return a - (total - back) + (b - back);
}

/** A · B + bias in float32, every sum over k in order, with relu (which keeps a NaN) if asked for. */
export function product(
  { m, n, k, transposeA, transposeB }: ProductShape,
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array | undefined,
  relu: boolean,
  multiplyAdd: MultiplyAdd = roundedTwice,
): Float32Array {
  const out = new Float32Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) {
        const x = a[transposeA ? l * m + i : i * k + l]!;
        const y = b[transposeB ? j * k + l : l * n + j]!;
        sum = multiplyAdd(x, y, sum);
      }
      if (bias) sum = Math.fround(sum + bias[j]!);
      out[i * n + j] = relu && sum < 0 ? 0 : sum;
    }
  }
  return out;
}
