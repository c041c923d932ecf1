import { DatasetError } from "../dataset-error.ts";
import { decodedLimit } from "../decoded-limit.ts";
import type { Findings } from "../findings.ts";
import type { ReadOptions } from "../format.ts";
import type { RawColumns } from "../raw-columns.ts";
import type { OpenFile } from "../source.ts";
import { resolveMapping } from "../table/default-mapping.ts";
import { mappedColumns } from "../table/mapping.ts";
import { tableColumns } from "../table/table-columns.ts";
import type { ColumnMapping, TableColumn } from "../table.ts";
import { byteBudget } from "../text/byte-budget.ts";
import { textChunks } from "../text/chunks.ts";
import { forEachRecord, lineEnd, type TextRecord } from "../text/records.ts";
import { fieldNames, fieldOf, isJsonRecord, type JsonRecord } from "./fields.ts";
import { type ValueColumn, valueColumn } from "./value-columns.ts";

/** A table that grows by lines. */
interface JsonTable {
  addRow(record: JsonRecord, line: number): void;
  columns(): RawColumns;
}

/**
 * Reads a log from JSON Lines (jsonlines.org), one object a line, a chunk at a time. Numbers, booleans, texts where labels
 * may stand, arrays of numbers as vectors, and fields of inner objects as `outer.inner`; the first line says
 * which fields there are. Throws a DatasetError that names line and field for what does not fit.
 */
export async function readJsonLines(
  file: OpenFile,
  options: ReadOptions,
  findings: Findings,
): Promise<RawColumns> {
  let table: JsonTable | undefined;
  await forEachRecord(textChunks(file, decodedLimit(options.maximumBytes)), lineEnd, (record) => {
    const fields = parseLine(record);
    table ??= beginTable(fields, options, findings);
    table.addRow(fields, record.line);
  });
  if (table === undefined) throw new DatasetError("the file must have an object in each line; it is empty");
  return table.columns();
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function parseLine({ bytes, start, end, line }: TextRecord): JsonRecord {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes.subarray(start, end)));
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError ? cause.message : "its text is not UTF-8, or nested too deeply";
    throw new DatasetError(`line ${line} must be JSON: ${reason}`, { cause });
  }
  if (isJsonRecord(value)) return value;
  throw new DatasetError(`line ${line} must be a JSON object; got ${shown(value)}`);
}

function beginTable(first: JsonRecord, options: ReadOptions, findings: Findings): JsonTable {
  const mapping = resolveMapping(fieldNames(first), options.columns, findings);
  const columns = valueColumns(first, mapping, options);
  let rows = 0;
  return {
    addRow(record, line) {
      for (const [name, column] of columns) pushField(column, record, name, line);
      rows++;
    },
    columns() {
      const found = [...columns].map(([name, values]): [string, TableColumn] => [name, values.column()]);
      return tableColumns({ rows, columns: new Map(found) }, mapping, findings);
    },
  };
}

function valueColumns(
  first: JsonRecord,
  mapping: ColumnMapping,
  options: ReadOptions,
): ReadonlyMap<string, ValueColumn> {
  const budget = byteBudget(decodedLimit(options.maximumBytes));
  return new Map(
    [...mappedColumns(mapping)].map(([name, field]) => [
      name,
      valueColumn(field, fieldOf(first, name), budget),
    ]),
  );
}

function pushField(column: ValueColumn, record: JsonRecord, name: string, line: number): void {
  const value = fieldOf(record, name);
  const rule = column.push(value);
  if (rule === undefined) return;
  throw new DatasetError(`line ${line}, ${JSON.stringify(name)} must be ${rule}; got ${shown(value)}`);
}

/** A value as it may stand in a message. `JSON.stringify` would show an infinity as null. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
