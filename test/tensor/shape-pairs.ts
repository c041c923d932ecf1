/** Shapes that broadcast: of every rank to 6, equal, with a single number, with axes of length 1 and 0. */
const pairs: readonly (readonly [a: number[], b: number[]])[] = [
  [[], []],
  [[5], [5]],
  [[1, 5], [5]],
  [[], [2, 3]],
  [
    [2, 3],
    [1, 1, 1],
  ],
  [[2, 3], [3]],
  [
    [3, 1],
    [2, 3, 7],
  ],
  [
    [4, 1, 5],
    [3, 1],
  ],
  [
    [2, 1, 3, 1],
    [1, 4, 1, 5],
  ],
  [
    [2, 1, 3, 1, 2],
    [4, 1, 5, 1],
  ],
  [
    [2, 1, 3, 1, 2, 1],
    [1, 2, 1, 2, 1, 3],
  ],
  [[0], [1]],
  [
    [0, 3],
    [1, 3],
  ],
  [
    [2, 0],
    [2, 1],
  ],
  [
    [2, 1, 0, 1, 2, 1],
    [1, 2, 1, 2, 1, 3],
  ],
];

/** Each pair in both orders. */
export const shapePairs = pairs.flatMap(([a, b]) => [
  { a, b },
  { a: b, b: a },
]);
