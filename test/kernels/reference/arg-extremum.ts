/** Where the first NaN is or, without one, the first entry that none other beats. */
export function argExtremum(entries: readonly number[], beats: (x: number, best: number) => boolean): number {
  const firstNaN = entries.findIndex(Number.isNaN);
  if (firstNaN >= 0) return firstNaN;
  return entries.findIndex((x) => !entries.some((other) => beats(other, x)));
}
