import type { Field, Table, Vector } from "apache-arrow";
import type { ColumnFile } from "../column-file.ts";
import { DatasetError } from "../dataset-error.ts";
import { checkDecodedSize } from "../decoded-limit.ts";
import { exactInteger } from "../exact-integer.ts";
import type { RawValues } from "../raw-columns.ts";
import { type OpenFile, readAll } from "../source.ts";
import type { TableColumn } from "../table.ts";
import { type ArrowLibrary, loadArrowLibrary } from "./library.ts";

/** Opens a file in Arrow's IPC format, as a file or a stream. Throws a DatasetError for one that is damaged. */
export async function openArrow(file: OpenFile): Promise<ColumnFile> {
  const library = await loadArrowLibrary();
  const bytes = await readAll(file);
  const table = attempt("the file", () => library.tableFromIPC(bytes));
  return {
    rows: table.numRows,
    names: table.schema.fields.flatMap((field) => fieldNames(library, field, "")),
    async readColumn(name, maximumBytes) {
      return attempt(`column ${name}`, () => columnOf(library, table, name, maximumBytes));
    },
  };
}

function attempt<T>(what: string, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    throw new DatasetError(
      `${what} cannot be read as Arrow (${cause instanceof Error ? cause.message : cause})`,
      {
        cause,
      },
    );
  }
}

function fieldNames(library: ArrowLibrary, field: Field, prefix: string): string[] {
  const name = `${prefix}${field.name}`;
  if (!library.DataType.isStruct(field.type)) return [name];
  return field.type.children.flatMap((child) => fieldNames(library, child, `${name}.`));
}

function columnOf(library: ArrowLibrary, table: Table, name: string, maximumBytes: number): TableColumn {
  const { DataType } = library;
  const vector = vectorAt(table, name);
  refuseNulls(name, vector);
  checkDecodedSize(vector.byteLength, maximumBytes);
  if (DataType.isUtf8(vector.type) || DataType.isLargeUtf8(vector.type)) {
    return { texts: Array.from(vector, String) };
  }
  if (!DataType.isFixedSizeList(vector.type)) return { ...numbers(library, name, vector), width: 1 };
  const entries = vector.getChildAt(0);
  if (entries === null) throw new DatasetError(`column ${name} has lists without entries`);
  refuseNulls(name, entries);
  return { ...numbers(library, name, entries), width: vector.type.listSize };
}

function vectorAt(table: Table, name: string): Vector {
  const [first = "", ...fields] = name.split(".");
  let vector: Vector | null = table.getChild(first);
  for (const field of fields) vector = vector?.getChild(field) ?? null;
  if (vector === null) throw new DatasetError(`column ${name} is missing`);
  return vector;
}

function refuseNulls(name: string, vector: Vector): void {
  if (vector.nullCount === 0) return;
  let first = 0;
  while (vector.isValid(first)) first++;
  throw new DatasetError(`${name}[${first}] must be a value; got null`);
}

function numbers(
  { DataType }: ArrowLibrary,
  name: string,
  vector: Vector,
): { readonly values: RawValues; readonly integer: boolean } {
  const { type } = vector;
  if (DataType.isBool(type)) return { values: Uint8Array.from(vector, Number), integer: true };
  const values: unknown = vector.toArray();
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    return {
      values: Float64Array.from(values, (value) => exactInteger(`column ${name}`, value)),
      integer: true,
    };
  }
  if (DataType.isFloat(type) && (values instanceof Float32Array || values instanceof Float64Array)) {
    return { values, integer: false };
  }
  if (DataType.isInt(type) && isIntegers(values)) return { values, integer: true };
  throw new DatasetError(`column ${name} must hold numbers, booleans or texts; got ${type}`);
}

type Integers = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

function isIntegers(values: unknown): values is Integers {
  return [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array].some(
    (type) => values instanceof type,
  );
}
