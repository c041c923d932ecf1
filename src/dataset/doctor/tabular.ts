import type { Dataset } from "../dataset.ts";
import { earlierCopies, wordsOf } from "./row-table.ts";

/** With fewer different observations a row, states are a table's, and rows repeat by nature. */
const TABULAR = 0.1;

/** Whether observations take few values. */
export function isTabular({ rows, observations, spec }: Dataset): boolean {
  const columns = [{ words: wordsOf(observations), width: spec.observationSize }];
  const different = earlierCopies({ rows, columns }).filter((earlier, row) => earlier === row).length;
  return different <= TABULAR * rows;
}
