/** Sizes of a product [m][k] · [k][n], and which operand is stored the other way round. */
export interface ProductShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** A · B + bias in float32, every sum over k in order, with relu (which keeps a NaN) if asked for. */
export function product(
  { m, n, k, transposeA, transposeB }: ProductShape,
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array | undefined,
  relu: boolean,
): Float32Array {
  const out = new Float32Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) {
        const x = a[transposeA ? l * m + i : i * k + l]!;
        const y = b[transposeB ? j * k + l : l * n + j]!;
        sum = Math.fround(sum + Math.fround(x * y));
      }
      if (bias) sum = Math.fround(sum + bias[j]!);
      out[i * n + j] = relu && sum < 0 ? 0 : sum;
    }
  }
  return out;
}
