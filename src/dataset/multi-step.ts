import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import type { Minibatch } from "./minibatch.ts";

/** What the steps after a row are told by. */
export type StepColumns = Pick<Dataset, "rows" | "rewards" | "terminated" | "truncated" | "nextObservations">;

/**
 * Multi-step returns (Watkins 1989): of row t with n = `returnSteps`
 *
 *     rewards = Σ_{i<m} γⁱ rₜ₊ᵢ        discounts = γᵐ (1 − terminated)
 *
 * where m is n, or less where the episode ends before. The end of a truncated episode is not used where its successor is
 * not known, or the action there is asked for: the sum stops before it. Sums are taken in float64.
 *
 * @returns i32[rows.length], the last rows used, whose successors are to be valued
 */
export function gatherReturns(
  columns: StepColumns,
  rows: Int32Array,
  discount: number,
  returnSteps: number,
  out: Pick<Minibatch, "rewards" | "discounts" | "nextActions">,
): Int32Array {
  const { rewards, terminated } = columns;
  const isEndUsed = usesEnds(columns, out);
  const lasts = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    let last = rows[i]!;
    let sum = rewards[last]!;
    let weight = discount;
    for (let step = 1; step < returnSteps && goesOn(columns, last, isEndUsed); step++) {
      last++;
      sum += weight * rewards[last]!;
      weight *= discount;
    }
    lasts[i] = last;
    out.rewards[i] = sum;
    out.discounts[i] = terminated[last] === 1 ? 0 : weight;
  }
  return lasts;
}

/** Whether the last row of an episode that does not terminate is a transition for the batch, which may ask for next actions. */
export function usesEnds(
  { nextObservations }: StepColumns,
  { nextActions }: Pick<Minibatch, "nextActions">,
): boolean {
  return nextObservations !== undefined && nextActions === undefined;
}

/** Whether the next row belongs to the same episode and is a transition. */
export function goesOn(columns: StepColumns, row: number, isEndUsed: boolean): boolean {
  return isFollowed(columns, row) && (isEndUsed || hasNext(columns, row + 1));
}

/** Whether the log acts again after the row, or the task ended with it. */
export function hasNext(columns: StepColumns, row: number): boolean {
  return columns.terminated[row] === 1 || isFollowed(columns, row);
}

function isFollowed({ rows, terminated, truncated }: StepColumns, row: number): boolean {
  return terminated[row] === 0 && truncated[row] === 0 && row + 1 < rows;
}

/** Throws a DatasetError unless returns of so many steps can be had of rows that are in time order, or are not. */
export function checkReturnSteps(returnSteps: number, inOrder: boolean): void {
  if (!Number.isSafeInteger(returnSteps) || returnSteps < 1) {
    throw new DatasetError(`returnSteps must be an integer of at least 1; got ${returnSteps}`);
  }
  if (returnSteps > 1 && !inOrder) {
    throw new DatasetError(`returnSteps must be 1; got ${returnSteps}: the rows are not in time order`);
  }
}
