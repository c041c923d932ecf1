import type { DatasetWarning, Findings } from "./findings.ts";
import type { EndFlags } from "./flags.ts";
import type { ColumnNaming } from "./raw-columns.ts";

/** Two observations a row: where the step started, and where it led according to the log. */
export interface StoredSuccessors {
  readonly observations: Float32Array;
  readonly nextObservations: Float32Array;
  readonly observationSize: number;
}

export interface SuccessorCount {
  /** Rows that are followed by another row of their episode. */
  pairs: number;
  /** Pairs whose stored successor is not the observation of the following row. */
  mismatches: number;
  firstMismatch: number;
  /** Mismatches whose stored successor is the row's own observation. */
  standing: number;
}

/**
 * Compares each stored successor with the next row of its episode, exactly: both are recordings of one state. What
 * does not fit is warned of. Returns whether the rows are in time order; when more than half of the steps disagree
 * they are not, and there are no episodes.
 */
export function rowsAreInOrder(
  stored: StoredSuccessors,
  flags: EndFlags,
  naming: ColumnNaming,
  findings: Findings,
): boolean {
  const warning = successorWarning(countMismatches(stored, flags), naming);
  if (warning) findings.warn(warning.code, warning.message);
  return warning?.code !== "shuffled-rows";
}

function successorWarning(count: SuccessorCount, { column }: ColumnNaming): DatasetWarning | undefined {
  const { pairs, mismatches, firstMismatch, standing } = count;
  if (mismatches === 0) return undefined;
  const found =
    `${column("nextObservations")} differ from the following row's ${column("observations")} in ${mismatches} of ` +
    `the ${pairs} steps inside episodes, the first is that of row ${firstMismatch}`;
  if (2 * mismatches <= pairs) {
    const message = `${found}: values are damaged there, or ends of episodes are not marked`;
    return { code: "successor-mismatch", message };
  }
  if (2 * standing > mismatches) {
    const message =
      `${column("nextObservations")} equal ${column("observations")} of the same row in ${standing} of the ${pairs} ` +
      "steps inside episodes: they must be the state after the step";
    return { code: "standing-still", message };
  }
  const message = `${found}: rows are not in time order, so there are no episodes and no returns`;
  return { code: "shuffled-rows", message };
}

/** How many stored successors are not the observation of the next row of their episode, bit for bit. */
export function countMismatches(
  stored: StoredSuccessors,
  { terminated, truncated }: EndFlags,
): SuccessorCount {
  const count = { pairs: 0, mismatches: 0, firstMismatch: -1, standing: 0 };
  for (let row = 0; row < terminated.length - 1; row++) {
    if (terminated[row] === 1 || truncated[row] === 1) continue;
    count.pairs++;
    if (leadsTo(stored, row, row + 1)) continue;
    if (count.mismatches++ === 0) count.firstMismatch = row;
    if (leadsTo(stored, row, row)) count.standing++;
  }
  return count;
}

/** Whether the stored successor of `from` is the observation of row `to`. */
function leadsTo(stored: StoredSuccessors, from: number, to: number): boolean {
  const { observations, nextObservations, observationSize } = stored;
  for (let i = 0; i < observationSize; i++) {
    if (nextObservations[from * observationSize + i] !== observations[to * observationSize + i]) return false;
  }
  return true;
}
