import { DatasetError } from "./dataset-error.ts";

/** Rows that steps are drawn from. */
export interface StepRows {
  /** A random one. */
  draw(): number;
  /** Whether the next row is the next step of the same episode, and may be drawn too. */
  goesOn(row: number): boolean;
}

/**
 * Writes `length` rows to `rows`, from place `start`: `first` and the steps after it; where the episode ends before, it
 * goes on at a row that is drawn.
 */
export function fillRun(
  rows: Int32Array,
  start: number,
  length: number,
  first: number,
  { draw, goesOn }: StepRows,
): void {
  rows[start] = first;
  for (let i = start + 1; i < start + length; i++) {
    const before = rows[i - 1]!;
    rows[i] = goesOn(before) ? before + 1 : draw();
  }
}

/** Throws unless `size` transitions can be runs of `length` steps, of rows that are in time order, or are not. */
export function checkSequenceLength(length: number, size: number, inOrder: boolean): void {
  if (!Number.isSafeInteger(length) || length < 1 || size % length !== 0) {
    throw new RangeError(`sequenceLength must divide the batch's ${size} transitions; got ${length}`);
  }
  if (!inOrder) throw new DatasetError("sequences need episodes; got none: the rows are not in time order");
}
