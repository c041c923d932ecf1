import type { Dataset } from "../dataset.ts";

/** The rows 0 … rows − 1 that fulfil a condition, in order. */
export function rowsWhere(rows: number, condition: (row: number) => boolean): Int32Array {
  const found = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (condition(row)) found[count++] = row;
  return found.slice(0, count);
}

/** Whether the following row is the next one of the same episode. */
export function continues({ rows, terminated, truncated }: Dataset, row: number): boolean {
  return row >= 0 && row < rows - 1 && terminated[row] === 0 && truncated[row] === 0;
}
