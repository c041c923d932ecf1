import { DatasetError } from "./dataset-error.ts";

export type ColumnName =
  | "observations"
  | "actions"
  | "rewards"
  | "terminated"
  | "truncated"
  | "nextObservations"
  | "behaviorLogProbabilities";

/** Numbers as they were stored or handed over: not checked yet, and not yet of the type that a Dataset keeps. */
export type RawValues =
  | readonly number[]
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** A matrix [rows × width], row-major. */
export interface RawColumn {
  readonly values: RawValues;
  readonly width: number;
  /** Whether the source declares integers: integer actions are discrete. */
  readonly integer: boolean;
}

/** The columns of one log, all with `rows` rows. */
export interface RawColumns {
  readonly rows: number;
  readonly observations: RawColumn;
  readonly actions: RawColumn;
  /** What the log calls the actions 0, 1, …, where it names them by texts. */
  readonly actionLabels?: readonly string[];
  readonly rewards: RawColumn;
  readonly terminated: RawColumn | undefined;
  readonly truncated: RawColumn | undefined;
  readonly nextObservations: RawColumn | undefined;
  readonly behaviorLogProbabilities: RawColumn | undefined;
  readonly naming: ColumnNaming;
  /** The manifest that the file carries, as it is stored: the checksums of its columns. */
  readonly manifest?: string;
}

/** How messages call the columns, in the words of the source: `timeouts`, `actions_0[3]`. */
export interface ColumnNaming {
  readonly column: (column: ColumnName) => string;
  readonly value: (column: ColumnName, row: number, component?: number) => string;
}

/** Columns of one number a row. */
const scalars: ReadonlySet<ColumnName> = new Set(["rewards", "behaviorLogProbabilities"]);

/** The naming of a source that stores each column in one piece. */
export function wholeColumnNaming(names: Partial<Record<ColumnName, string>> = {}): ColumnNaming {
  const column = (name: ColumnName): string => names[name] ?? name;
  return { column, value: (name, row, component) => `${column(name)}[${indexText(row, component)}]` };
}

/** `3` or `3, 1`, as inside brackets. */
export function indexText(row: number, component: number | undefined): string {
  return component === undefined ? `${row}` : `${row}, ${component}`;
}

/**
 * A column as float32 [rows × width]. A Float32Array is taken over, not copied. Throws a DatasetError for the first
 * value that is not finite as a float32.
 */
export function finiteColumn(
  columns: RawColumns,
  name: ColumnName,
  { values, width }: RawColumn,
): Float32Array {
  if (width < 1) {
    throw new DatasetError(`${columns.naming.column(name)} must have at least one value a row; got 0`);
  }
  const stored = values instanceof Float32Array ? values : new Float32Array(values);
  const bad = stored.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const component = scalars.has(name) ? undefined : bad % width;
    const place = columns.naming.value(name, Math.floor(bad / width), component);
    throw new DatasetError(`${place} must be finite${float32Hint(values[bad])}; got ${values[bad]}`);
  }
  return stored;
}

function float32Hint(value: number | undefined): string {
  return Number.isFinite(value) ? " in float32" : "";
}
