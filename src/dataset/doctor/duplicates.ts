import type { Dataset } from "../dataset.ts";
import { actionSize } from "../spec.ts";
import { duplicateEpisodes, MANY_COPIES } from "./duplicate-episodes.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count, percent } from "./numbers.ts";
import { earlierCopies, type RowTable, wordsOf } from "./row-table.ts";
import { rowsWhere } from "./rows.ts";
import { isTabular } from "./tabular.ts";

/** Rows and whole episodes that repeat earlier ones in every column, bit for bit. */
export function checkDuplicates(dataset: Dataset): Finding[] {
  const rows = wholeRows(dataset);
  const copies = earlierCopies(rows);
  const repeated = rowsWhere(dataset.rows, (row) => copies[row] !== row);
  if (repeated.length === 0) return [];
  const tabular = isTabular(dataset);
  return [
    duplicateRows(dataset.rows, repeated, copies, tabular),
    ...duplicateEpisodes(dataset.episodes, copies, tabular),
  ];
}

function wholeRows({ rows, observations, actions, rewards, nextObservations, spec }: Dataset): RowTable {
  const observed = spec.observationSize;
  return {
    rows,
    columns: [
      { words: wordsOf(observations), width: observed },
      { words: wordsOf(actions), width: actionSize(spec.actions) },
      { words: wordsOf(rewards), width: 1 },
      ...(nextObservations ? [{ words: wordsOf(nextObservations), width: observed }] : []),
    ],
  };
}

function duplicateRows(rows: number, repeated: Int32Array, copies: Int32Array, tabular: boolean): Finding {
  const [first = 0] = repeated;
  return {
    code: "duplicate-rows",
    severity: !tabular && repeated.length > MANY_COPIES * rows ? "warning" : "note",
    rows: [...repeated.subarray(0, LISTED_ROWS)],
    message:
      `${count(repeated.length, "row")} of ${rows} (${percent(repeated.length / rows)}) ${repeated.length === 1 ? "repeats" : "repeat"} an earlier one in every column, ` +
      `the first is row ${first}, a copy of row ${copies[first]}`,
    evidence: { duplicates: repeated.length, rows, firstRow: first, copyOf: copies[first]! },
    consequence: tabular
      ? "none: observations take few values, so that equal steps are to be expected"
      : "they count twice, and may stand on both sides of a split into training and validation",
    remedy: tabular
      ? "nothing"
      : "check whether the log was joined with itself or a logger wrote twice; drop the copies",
  };
}
