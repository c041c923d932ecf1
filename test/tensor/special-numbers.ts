/** Numbers at which a kernel that compares may go wrong, all of them float32. */
export const specialNumbers: readonly number[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  2 ** -149,
  -(2 ** -149),
  2 ** -126,
  -(2 ** -130),
  0.5,
  -0.5,
  1,
  -1,
  6,
  7,
  (2 - 2 ** -23) * 2 ** 127,
  -(2 - 2 ** -23) * 2 ** 127,
];

/** Every pair of them, as two columns. */
export const specialPairs: readonly [first: number[], second: number[]] = [
  specialNumbers.flatMap((x) => specialNumbers.map(() => x)),
  specialNumbers.flatMap(() => specialNumbers),
];
