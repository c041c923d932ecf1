import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { transitionRows } from "./episodes.ts";

const known = new WeakMap<Dataset, Int32Array>();

/**
 * The transitions after which the log acts again, in the next row, and the terminated ones, after which no action counts;
 * found once for every dataset. Throws a DatasetError where there are none, and where the rows are not in time order.
 */
export function rowsWithNextAction(dataset: Dataset): Int32Array {
  checkNextActions(dataset.episodes.length > 0);
  const rows = known.get(dataset) ?? transitionRows(dataset, false);
  known.set(dataset, rows);
  if (rows.length > 0) return rows;
  throw new DatasetError("next actions need a row that another follows or that terminates; got none");
}

/** Throws a DatasetError for next actions of rows that are not in time order. */
export function checkNextActions(inOrder: boolean): void {
  if (inOrder) return;
  throw new DatasetError("next actions need episodes; got none: the rows are not in time order");
}
