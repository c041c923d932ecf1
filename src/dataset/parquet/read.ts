import { DatasetError } from "../dataset-error.ts";
import { decodedLimit } from "../decoded-limit.ts";
import type { Findings } from "../findings.ts";
import type { ReadOptions } from "../format.ts";
import { isolated } from "../isolation/isolated.ts";
import { messageColumn } from "../isolation/table-message.ts";
import type { RawColumns } from "../raw-columns.ts";
import type { OpenFile } from "../source.ts";
import { resolveMapping } from "../table/default-mapping.ts";
import { tableColumns } from "../table/table-columns.ts";
import type { TableColumn } from "../table.ts";
import type { ColumnsHead, ColumnsRequest } from "./columns-task.ts";

/**
 * Reads the columns of a log from a Parquet file, in a process or worker of its own unless `isolate` is false. Throws a
 * DatasetError when the file is damaged, too large, no log, or takes too long.
 */
export async function readParquetColumns(
  file: OpenFile,
  options: ReadOptions,
  findings: Findings,
): Promise<RawColumns> {
  const request: ColumnsRequest = {
    columns: options.columns,
    maximumBytes: decodedLimit(options.maximumBytes),
  };
  const messages = isolated("parquetColumns", [file], JSON.stringify(request), options);
  let head: ColumnsHead | undefined;
  const columns = new Map<string, TableColumn>();
  for await (const message of messages) {
    if (head === undefined) head = JSON.parse(message.head);
    else columns.set(...messageColumn(message));
  }
  if (head === undefined) throw new DatasetError("the reader of the Parquet file gave no answer");
  const { rows, names, manifest } = head;
  const mapping = resolveMapping(names, options.columns, findings);
  const raw = tableColumns({ rows, columns }, mapping, findings);
  // a mapping may choose other columns than the manifest is of
  return manifest === undefined || options.columns ? raw : { ...raw, manifest };
}
