/**
 * The first place where two arrays of numbers are not the same, in class, value or sign of zero; undefined if they are
 * equal everywhere. A runner's own comparison of long arrays takes minutes to print.
 */
export function firstDifference(got: ArrayLike<number>, expected: ArrayLike<number>): string | undefined {
  if (got.length !== expected.length) return `${expected.length} entries expected, got ${got.length}`;
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(got[i], expected[i])) return `entry ${i}: expected exactly ${expected[i]}, got ${got[i]}`;
  }
  return undefined;
}
