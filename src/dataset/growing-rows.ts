import type { RandomStream } from "../kernels/random.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import type { Minibatch } from "./minibatch.ts";
import { goesOn, hasNext, type StepColumns, usesEnds } from "./multi-step.ts";
import { rowsWithNextAction } from "./next-actions.ts";
import type { RecentRows } from "./recent-rows.ts";
import { checkSequenceLength, fillRun, type StepRows } from "./sequences.ts";
import type { MinibatchSampling } from "./transition-source.ts";

/** Fills `rows`: those of the dataset are put at the front, appended ones at the back. Returns where these begin. */
export type GrowingRows = (
  sampling: MinibatchSampling,
  appended: RecentRows | undefined,
  batch: Minibatch,
  rows: Int32Array,
) => number;

/** Draws uniformly from the transitions of a dataset, if there is one, and the appended ones. */
export function growingRows(dataset: Dataset | undefined): GrowingRows {
  return ({ random, sequenceLength }, appended, batch, rows) => {
    const inOrder = dataset === undefined || dataset.episodes.length > 0;
    if (sequenceLength !== undefined) checkSequenceLength(sequenceLength, rows.length, inOrder);
    const recorded = recordedRows(dataset, random, batch);
    const recent = recentRowsOf(appended, random, batch);
    const count = recorded.count + recent.count;
    if (count === 0) throw new DatasetError("the log has no transitions to sample yet");
    const length = sequenceLength ?? 1;
    let front = 0;
    let back = rows.length;
    while (front < back) {
      const index = random.integer(count);
      const isRecorded = index < recorded.count;
      const part = isRecorded ? recorded : recent;
      const row = part.row(isRecorded ? index : index - recorded.count);
      if (row === undefined) continue;
      if (!isRecorded) back -= length;
      fillRun(rows, isRecorded ? front : back, length, row, part);
      if (isRecorded) front += length;
    }
    return front;
  };
}

/** Rows by their number, of which some may be no transitions. */
interface NumberedRows extends StepRows {
  readonly count: number;
  row(index: number): number | undefined;
}

const noRows: NumberedRows = { count: 0, row: () => undefined, draw: () => 0, goesOn: () => false };

function recordedRows(dataset: Dataset | undefined, random: RandomStream, batch: Minibatch): NumberedRows {
  if (dataset === undefined) return noRows;
  const rows = batch.nextActions ? rowsWithNextAction(dataset) : dataset.transitions;
  const isEndUsed = usesEnds(dataset, batch);
  return {
    count: rows.length,
    row: (index) => rows[index]!,
    draw: () => rows[random.integer(rows.length)]!,
    goesOn: (row) => goesOn(dataset, row, isEndUsed),
  };
}

function recentRowsOf(
  appended: RecentRows | undefined,
  random: RandomStream,
  batch: Minibatch,
): NumberedRows {
  if (appended === undefined) return noRows;
  const { start, end } = appended;
  const columns: StepColumns = { rows: end, ...appended.columns };
  const isEndUsed = usesEnds(columns, batch);
  const isTransition = (row: number): boolean => isEndUsed || hasNext(columns, row);
  if (!hasTransition(start, end, isTransition)) return noRows;
  const row = (index: number): number | undefined =>
    isTransition(start + index) ? start + index : undefined;
  const draw = (): number => row(random.integer(end - start)) ?? draw();
  return { count: end - start, row, draw, goesOn: (at) => goesOn(columns, at, isEndUsed) };
}

/** The newest are the likeliest to be one soon: only what was cut to single steps takes a look at every row. */
function hasTransition(start: number, end: number, isTransition: (row: number) => boolean): boolean {
  for (let row = end - 1; row >= start; row--) if (isTransition(row)) return true;
  return false;
}
