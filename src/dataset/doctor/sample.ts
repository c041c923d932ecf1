/** 0 … size − 1 if there are at most `limit`, else `limit` of them, evenly spaced: the same ones at every call. */
export function evenly(size: number, limit: number): Int32Array {
  const taken = Math.min(size, limit);
  return Int32Array.from({ length: taken }, (_, i) => Math.floor((i * size) / taken));
}

/** The value below which a share of sorted values lies: the one of rank ⌈share · n⌉. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
