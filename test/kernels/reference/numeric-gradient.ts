/** The gradient of f at x by central differences, good to about 1e-9 where f is of order 1. */
export function numericGradient(f: (x: readonly number[]) => number, x: ArrayLike<number>): number[] {
  const point = Array.from(x);
  return point.map((entry, i) => {
    const step = 1e-5 * Math.max(1, Math.abs(entry));
    return (f(point.with(i, entry + step)) - f(point.with(i, entry - step))) / (2 * step);
  });
}
