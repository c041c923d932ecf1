import type { Case } from "./case.ts";

const TOLERANCE = 2e-4;

/**
 * Throws unless all variants of a case compute the same numbers, to 2e-4 of the largest: a benchmark of equals.
 *
 * @param others what the variants in other processes compute
 */
export function checkAgreement(
  { name, ours, op, naive }: Case,
  others: ReadonlyMap<string, ArrayLike<number>>,
): void {
  const expected = (naive ?? ours).result();
  if (naive !== undefined) compare(name, "ours", ours.result(), expected);
  if (op !== undefined) compare(name, "op", op.result(), expected);
  for (const [variant, result] of others) compare(name, variant, result, expected);
}

function compare(
  name: string,
  variant: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): void {
  const values = Array.from(expected);
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const worst = values.reduce((worst, value, i) => Math.max(worst, Math.abs(value - actual[i]!)), 0);
  if (actual.length !== values.length || !(worst <= TOLERANCE * scale)) {
    throw new Error(
      `${variant} and the first disagree in ${name}: ${actual.length} and ${values.length} numbers,` +
        ` largest difference ${worst} at a largest value of ${scale}`,
    );
  }
}
