import type { Dataset } from "../dataset.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count, percent } from "./numbers.ts";
import { continues, rowsWhere } from "./rows.ts";
import { isTabular } from "./tabular.ts";

/** A larger share of steps that change nothing deserves a look, unless it is most of them, or states are a table's. */
const MANY = 0.001;
const MOST = 0.2;

/**
 * Steps after which the log shows the very same observation again: a sensor that stood still, or a row that was written
 * twice, as in D4RL's maze2d files at every change of goal.
 */
export function checkRepeatedObservations(dataset: Dataset): Finding[] {
  if (dataset.episodes.length === 0) return [];
  const repeated = rowsWhere(dataset.rows, (row) => continues(dataset, row) && isRepeated(dataset, row));
  if (repeated.length === 0) return [];
  const steps = dataset.rows - dataset.episodes.length;
  const share = repeated.length / steps;
  return [
    {
      code: "repeated-observations",
      severity: share > MANY && share < MOST && !isTabular(dataset) ? "warning" : "note",
      column: "observations",
      rows: [...repeated.subarray(0, LISTED_ROWS)],
      message: `${count(repeated.length, "step")} of ${steps} inside episodes (${percent(share)}) ${repeated.length === 1 ? "leaves" : "leave"} the observation unchanged to the bit, the first is that of row ${repeated[0]}`,
      evidence: { repeated: repeated.length, steps, share, firstRow: repeated[0]! },
      consequence: "if the state did change, these steps teach that an action does nothing",
      remedy:
        "check for a sensor that is slower than the log and for rows that were written twice; fine where waiting changes nothing",
    },
  ];
}

function isRepeated({ observations, spec }: Dataset, row: number): boolean {
  const size = spec.observationSize;
  for (let at = row * size; at < (row + 1) * size; at++) {
    if (observations[at] !== observations[at + size]) return false;
  }
  return true;
}
