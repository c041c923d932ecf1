import { type LoggedTransition, scaledReward } from "./logged-transition.ts";
import type { DatasetSpec } from "./spec.ts";
import { buildColumns, type ColumnLayout, type StoredColumns } from "./stored-columns.ts";

/** Rows in the order in which they were appended, of which the oldest are dropped beyond a capacity. */
export interface RecentRows {
  /** With room for more rows than there are. */
  readonly columns: StoredColumns;
  /** The rows start … end − 1 of the columns are there. */
  readonly start: number;
  readonly end: number;
  /** Amortized O(1), of a transition that has been checked. */
  append(transition: LoggedTransition): void;
  /** The columns of the rows that are there, copied. */
  copy(): StoredColumns;
}

const FIRST_ROOM = 1024;

/**
 * No rows yet. Where the arrays are full, the rows that are there move to the start of new ones of twice as many, so that
 * rows stay in time order and neighbours stay neighbours.
 */
export function recentRows(
  { spec, has }: Omit<ColumnLayout<DatasetSpec>, "rows">,
  capacity: number,
): RecentRows {
  let room = Math.min(FIRST_ROOM, 2 * capacity);
  let columns = buildColumns({ rows: room, spec, has }, () => undefined);
  let start = 0;
  let end = 0;
  const copy = (rows: number): StoredColumns =>
    buildColumns({ rows, spec, has }, (name, out, width) => {
      out.set(columns[name]!.subarray(start * width, end * width));
    });
  const makeRoom = (): void => {
    room = 2 * (end - start);
    columns = copy(room);
    end -= start;
    start = 0;
  };
  return {
    get columns() {
      return columns;
    },
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    append(transition) {
      if (end === room) makeRoom();
      writeRow(columns, spec, end, transition);
      end++;
      if (end - start > capacity) start++;
    },
    copy: () => copy(end - start),
  };
}

function writeRow(
  columns: StoredColumns,
  spec: DatasetSpec,
  row: number,
  transition: LoggedTransition,
): void {
  const { observation, action, nextObservation, terminated, truncated } = transition;
  columns.rewards[row] = scaledReward(transition, spec);
  columns.observations.set(observation, row * spec.observationSize);
  columns.nextObservations?.set(nextObservation, row * spec.observationSize);
  if (typeof action === "number") columns.actions[row] = action;
  else columns.actions.set(action, row * action.length);
  columns.terminated[row] = Number(terminated);
  columns.truncated[row] = Number(truncated && !terminated);
  columns.behaviorLogProbabilities?.fill(transition.behaviorLogProbability!, row, row + 1);
}
