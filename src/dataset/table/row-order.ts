import { DatasetError } from "../dataset-error.ts";
import type { ColumnMapping, Table } from "../table.ts";
import { columnNamed, isText, place, scalarValues } from "./column-kind.ts";

/** The rows of a table, episode by episode. */
export interface RowOrder {
  /** The row of the table that each row of the dataset is. Undefined: the same. */
  readonly rows: Int32Array | undefined;
  /** The end of each episode among the rows of the dataset. Undefined: the flags say it. */
  readonly ends: Int32Array | undefined;
  /** How messages call the episode of a row of the table. */
  readonly episodeOf: (row: number) => string;
}

/** The order that a table is in already. */
const tableOrder: RowOrder = { rows: undefined, ends: undefined, episodeOf: String };

/**
 * Brings the rows of one episode together, episodes in order of their first rows, and sorts each by its steps. Throws a
 * DatasetError for a step that its episode has twice.
 */
export function rowOrder(table: Table, mapping: ColumnMapping): RowOrder {
  if (mapping.episode === undefined) return tableOrder;
  const names = episodeNames(table, mapping.episode);
  const groups = groupRows(table.rows, names);
  const { rows, ends } = concatenate(groups);
  if (mapping.step !== undefined) sortBySteps(table, mapping.step, { rows, ends, names });
  return {
    rows: rows.every((row, index) => row === index) ? undefined : rows,
    ends,
    episodeOf: (row) => JSON.stringify(names[row]),
  };
}

function episodeNames(table: Table, name: string): ArrayLike<string | number> {
  const column = columnNamed(table, name);
  if (isText(column)) return column.texts;
  const values = scalarValues(table, name);
  const bad = values.findIndex((value: number) => !Number.isFinite(value));
  if (bad >= 0) throw new DatasetError(`${place(name, bad)} must name an episode; got ${values[bad]}`);
  return values;
}

interface Groups {
  /** The episode of each row. */
  readonly indices: Int32Array;
  /** The number of rows of each episode. */
  readonly sizes: readonly number[];
}

function groupRows(rows: number, names: ArrayLike<string | number>): Groups {
  const known = new Map<string | number | undefined, number>();
  const indices = new Int32Array(rows);
  const sizes: number[] = [];
  for (let row = 0; row < rows; row++) {
    const index = known.get(names[row]) ?? known.size;
    if (index === sizes.length) {
      known.set(names[row], index);
      sizes.push(0);
    }
    indices[row] = index;
    sizes[index]!++;
  }
  return { indices, sizes };
}

/** Counting sort: stable, and linear in the rows. */
function concatenate({ indices, sizes }: Groups): { rows: Int32Array; ends: Int32Array } {
  const rows = new Int32Array(indices.length);
  const ends = new Int32Array(sizes.length);
  for (let index = 1; index < ends.length; index++) ends[index] = ends[index - 1]! + sizes[index - 1]!;
  indices.forEach((index, row) => {
    rows[ends[index]!++] = row;
  });
  return { rows, ends };
}

interface NamedRows {
  readonly rows: Int32Array;
  readonly ends: Int32Array;
  readonly names: ArrayLike<string | number>;
}

function sortBySteps(table: Table, name: string, { rows, ends, names }: NamedRows): void {
  const steps = scalarValues(table, name);
  const bad = steps.findIndex((step: number) => !Number.isFinite(step));
  if (bad >= 0) throw new DatasetError(`${place(name, bad)} must be finite; got ${steps[bad]}`);
  ends.forEach((end, index) => {
    const episode = rows.subarray(ends[index - 1] ?? 0, end);
    episode.sort((a, b) => steps[a]! - steps[b]! || a - b);
    const twin = episode.findIndex((row, i) => i > 0 && steps[row] === steps[episode[i - 1]!]);
    if (twin < 0) return;
    throw new DatasetError(
      `${place(name, episode[twin]!)} must differ from the other steps of episode ` +
        `${JSON.stringify(names[episode[twin]!])}; got ${steps[episode[twin]!]}, as in row ${episode[twin - 1]}`,
    );
  });
}
