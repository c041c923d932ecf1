import { columnBytes } from "../column-file.ts";
import { Findings } from "../findings.ts";
import type { Message } from "../isolation/message.ts";
import { columnMessage } from "../isolation/table-message.ts";
import type { Task } from "../isolation/task.ts";
import { resolveMapping } from "../table/default-mapping.ts";
import { mappedColumns } from "../table/mapping.ts";
import type { ColumnMapping } from "../table.ts";
import { openParquet } from "./open-parquet.ts";

/** What is wanted of a file. */
export interface GroupsRequest {
  /** Undefined: the columns that well-known names imply. */
  readonly columns: ColumnMapping | undefined;
  /** Limit on the decoded columns of one row group. */
  readonly maximumBytes: number;
}

/** What is said of a row group before its columns. */
export interface GroupHead {
  readonly rows: number;
  readonly mapping: ColumnMapping;
  readonly columns: readonly string[];
}

/** For each row group a message of its head, then one for each column. */
export const parquetGroups: Task = async function* ([file], text): AsyncGenerator<Message> {
  if (file === undefined) throw new TypeError("the task parquetGroups takes one file");
  const request: GroupsRequest = JSON.parse(text);
  const parquet = await openParquet(file);
  const mapping = resolveMapping(parquet.names, request.columns, new Findings());
  const columns = [...mappedColumns(mapping).keys()];
  for (const [group, rows] of parquet.groupRows.entries()) {
    const head: GroupHead = { rows, mapping, columns };
    yield { head: JSON.stringify(head), body: new Uint8Array() };
    let left = request.maximumBytes;
    for (const name of columns) {
      const column = await parquet.readColumn(name, left, group);
      left -= columnBytes(column);
      yield columnMessage(name, column);
    }
  }
};
