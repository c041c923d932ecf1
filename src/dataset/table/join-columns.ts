import type { RawColumn } from "../raw-columns.ts";

/** Columns of `count` rows side by side as one, with the rows in a new order. A single column in its order stays itself. */
export function joinColumns(
  columns: readonly RawColumn[],
  count: number,
  rows: Int32Array | undefined,
): RawColumn {
  const [only, ...others] = columns;
  if (only !== undefined && others.length === 0) return gatherRows(only, rows);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const joined = emptyLike(columns, count * width);
  let first = 0;
  for (const column of columns) {
    copyRows(column, rows, { joined, width, first });
    first += column.width;
  }
  return { values: joined, width, integer: columns.every(({ integer }) => integer) };
}

/** The rows of a column in a new order; the column itself where the order stays. */
export function gatherRows(column: RawColumn, rows: Int32Array | undefined): RawColumn {
  if (rows === undefined) return column;
  const { width } = column;
  const joined = emptyLike([column], column.values.length);
  copyRows(column, rows, { joined, width, first: 0 });
  return { ...column, values: joined };
}

/** Float32 where all are, else float64: the numbers that messages tell stay as they were stored. */
function emptyLike(columns: readonly RawColumn[], length: number): Float32Array | Float64Array {
  const narrow = columns.every(({ values }) => values instanceof Float32Array);
  return narrow ? new Float32Array(length) : new Float64Array(length);
}

interface Destination {
  readonly joined: Float32Array | Float64Array;
  readonly width: number;
  /** The component that the column begins at. */
  readonly first: number;
}

function copyRows(
  { values, width }: RawColumn,
  rows: Int32Array | undefined,
  { joined, width: stride, first }: Destination,
): void {
  const count = joined.length / stride;
  for (let row = 0; row < count; row++) {
    const from = (rows?.[row] ?? row) * width;
    for (let i = 0; i < width; i++) joined[row * stride + first + i] = values[from + i]!;
  }
}
