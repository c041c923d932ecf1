import { columnBytes } from "../column-file.ts";
import { Findings } from "../findings.ts";
import type { Message } from "../isolation/message.ts";
import { columnMessage } from "../isolation/table-message.ts";
import type { Task } from "../isolation/task.ts";
import { resolveMapping } from "../table/default-mapping.ts";
import { mappedColumns } from "../table/mapping.ts";
import type { ColumnMapping } from "../table.ts";
import { MANIFEST_KEY } from "./manifest-key.ts";
import { openParquet, type ParquetFile } from "./open-parquet.ts";

/** What is wanted of a file. */
export interface ColumnsRequest {
  /** Undefined: the columns that well-known names imply. */
  readonly columns: ColumnMapping | undefined;
  /** Limit on all decoded columns together. */
  readonly maximumBytes: number;
}

/** What is said of a file before its columns. */
export interface ColumnsHead {
  readonly rows: number;
  readonly names: readonly string[];
  readonly manifest: string | undefined;
}

/** A message of what the file holds, then one for each column that is wanted. */
export const parquetColumns: Task = async function* ([file], text): AsyncGenerator<Message> {
  if (file === undefined) throw new TypeError("the task parquetColumns takes one file");
  const request: ColumnsRequest = JSON.parse(text);
  const parquet = await openParquet(file);
  yield { head: JSON.stringify(headOf(parquet)), body: new Uint8Array() };
  const mapping = resolveMapping(parquet.names, request.columns, new Findings());
  let left = request.maximumBytes;
  for (const name of mappedColumns(mapping).keys()) {
    const column = await parquet.readColumn(name, left);
    left -= columnBytes(column);
    yield columnMessage(name, column);
  }
};

function headOf({ rows, names, notes }: ParquetFile): ColumnsHead {
  return { rows, names, manifest: notes.get(MANIFEST_KEY) };
}
