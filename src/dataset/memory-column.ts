import { DatasetError } from "./dataset-error.ts";
import { indexText, type RawColumn, type RawValues } from "./raw-columns.ts";

/** Flat numbers, row-major, or one array a row. */
export type NumberColumn = RawValues | BigInt64Array | BigUint64Array | readonly ArrayLike<number>[];

/** 1 or true where the flag is set. */
export type FlagColumn = RawValues | readonly boolean[];

interface Shape {
  readonly rows: number;
  /** Undefined: any. */
  readonly width?: number;
}

/**
 * An array of the caller as a column [rows × width] that shares no float32 memory with it. Throws a DatasetError for
 * what is not an array of numbers of that shape.
 */
export function rawColumn(name: string, column: NumberColumn | FlagColumn, shape: Shape): RawColumn {
  const values = flatValues(name, column);
  const width = shape.width ?? (Math.ceil(values.length / shape.rows) || 1);
  if (values.length !== shape.rows * width) {
    const rule =
      shape.width === undefined ? "the same number of values" : `${width} of ${shape.rows * width} values`;
    throw new DatasetError(
      `${name} must have ${rule} in each of the ${shape.rows} rows of rewards; got ${values.length} values`,
    );
  }
  return { values, width, integer: false };
}

function flatValues(name: string, column: NumberColumn | FlagColumn): RawValues {
  if (column instanceof BigInt64Array || column instanceof BigUint64Array) {
    return Float64Array.from(column, Number);
  }
  if (column instanceof Float32Array) return column.slice();
  if (ArrayBuffer.isView(column)) return column;
  if (!Array.isArray(column)) {
    throw new DatasetError(`${name} must be an array of numbers; got ${typeof column}`);
  }
  return isNested(column) ? flattenRows(name, column) : plainNumbers(name, column);
}

function isNested(column: readonly unknown[]): column is readonly ArrayLike<unknown>[] {
  return typeof column[0] === "object" && column[0] !== null;
}

function plainNumbers(name: string, column: readonly unknown[]): Float64Array {
  return Float64Array.from(column, (value, row) => plainNumber(value, name, row));
}

function flattenRows(name: string, column: readonly ArrayLike<unknown>[]): Float64Array {
  const width = column[0]?.length ?? 0;
  const values = new Float64Array(column.length * width);
  column.forEach((row, index) => {
    if (row?.length !== width) {
      throw new DatasetError(
        `${name}[${index}] must have ${width} values, as ${name}[0] has; got ${row?.length}`,
      );
    }
    for (let i = 0; i < width; i++) values[index * width + i] = plainNumber(row[i], name, index, i);
  });
  return values;
}

/** Plain arrays may hold anything, and a typed array would silently make 0 of null and 7 of "7". */
function plainNumber(value: unknown, name: string, row: number, component?: number): number {
  if (typeof value === "number" || typeof value === "boolean") return Number(value);
  throw new DatasetError(`${name}[${indexText(row, component)}] must be a number; got ${String(value)}`);
}
