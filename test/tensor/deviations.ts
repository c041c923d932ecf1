/** Of central differences in float64. */
const numericError = 1e-9;

/** One line for every entry that differs from what is expected by more than `allowed` times the largest of them. */
export function deviations(
  name: string,
  got: readonly number[],
  expected: readonly number[],
  allowed: number,
): string[] {
  if (got.length !== expected.length)
    return [`${name}: ${expected.length} entries expected, got ${got.length}`];
  const bound = allowed * Math.max(...expected.map(Math.abs)) + numericError;
  return got.flatMap((x, i) =>
    Math.abs(x - expected[i]!) <= bound ? [] : [`${name}, entry ${i}: expected ${expected[i]}, got ${x}`],
  );
}
