/** A single entry, single rows and columns, and sizes around and beside the four lanes of a vector. */
export const matrixShapes: readonly [rows: number, columns: number][] = [
  [1, 1],
  [1, 7],
  [5, 1],
  [3, 4],
  [6, 9],
];
