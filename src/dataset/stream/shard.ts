import { DatasetError } from "../dataset-error.ts";
import { type IsolationOptions, isolated } from "../isolation/isolated.ts";
import { messageColumn } from "../isolation/table-message.ts";
import type { DatasetOptions } from "../options.ts";
import type { GroupHead, GroupsRequest } from "../parquet/groups-task.ts";
import { type FileSource, openSource } from "../source.ts";
import type { TableColumn } from "../table.ts";
import { type GroupLog, groupLog } from "./group-log.ts";

/** How shards are read. */
export interface ShardReading {
  readonly request: GroupsRequest;
  readonly isolation: IsolationOptions;
  /** What the log does not say about its actions. */
  readonly actions: DatasetOptions;
}

/**
 * The row groups of a shard, one after another: while one is used, the process that reads decodes the next. Throws a
 * DatasetError that names the shard and the row group.
 */
export async function* shardGroups(
  source: FileSource,
  name: string,
  { request, isolation, actions }: ShardReading,
): AsyncGenerator<GroupLog> {
  const file = await openSource(source);
  let head: GroupHead | undefined;
  let columns = new Map<string, TableColumn>();
  let group = 0;
  try {
    for await (const message of isolated("parquetGroups", [file], JSON.stringify(request), isolation)) {
      if (head === undefined) head = JSON.parse(message.head);
      else columns.set(...messageColumn(message));
      if (head === undefined || columns.size < head.columns.length) continue;
      yield groupLog({ rows: head.rows, columns }, head.mapping, actions);
      head = undefined;
      columns = new Map();
      group++;
    }
  } catch (cause) {
    if (!(cause instanceof DatasetError)) throw cause;
    throw new DatasetError(`${name}, row group ${group}: ${cause.message}`, { cause });
  } finally {
    await file.close();
  }
}
