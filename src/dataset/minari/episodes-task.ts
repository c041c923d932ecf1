import { openArrow } from "../arrow/open-arrow.ts";
import { type ColumnFile, columnBytes } from "../column-file.ts";
import { DatasetError } from "../dataset-error.ts";
import type { Message } from "../isolation/message.ts";
import { columnMessage } from "../isolation/table-message.ts";
import type { Task } from "../isolation/task.ts";
import { openParquet } from "../parquet/open-parquet.ts";
import type { OpenFile } from "../source.ts";

/** What is wanted of every episode. */
export interface EpisodesRequest {
  readonly format: TableFormat;
  /** What messages call the files. */
  readonly names: readonly string[];
  readonly columns: readonly string[];
  /** Columns that need not be there. */
  readonly optional: readonly string[];
  /** Limit on all decoded columns of all files together. */
  readonly maximumBytes: number;
}

export type TableFormat = "parquet" | "arrow";

/** What is said of a file before its columns. */
export interface EpisodeHead {
  readonly rows: number;
  readonly columns: readonly string[];
}

const openers: Readonly<Record<TableFormat, (file: OpenFile) => Promise<ColumnFile>>> = {
  parquet: openParquet,
  arrow: openArrow,
};

/** For each file a message of its head, then one for each of its columns. */
export const minariEpisodes: Task = async function* (files, text): AsyncGenerator<Message> {
  const request: EpisodesRequest = JSON.parse(text);
  let left = request.maximumBytes;
  for (const [i, file] of files.entries()) {
    const episode = request.names[i] ?? `file ${i}`;
    const table = await named(episode, openers[request.format](file));
    const columns = [...request.columns, ...request.optional.filter((name) => table.names.includes(name))];
    const head: EpisodeHead = { rows: table.rows, columns };
    yield { head: JSON.stringify(head), body: new Uint8Array() };
    for (const name of columns) {
      const column = await named(episode, table.readColumn(name, left));
      left -= columnBytes(column);
      yield columnMessage(name, column);
    }
  }
};

async function named<T>(episode: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (cause) {
    if (cause instanceof DatasetError) throw new DatasetError(`${episode}: ${cause.message}`, { cause });
    throw cause;
  }
}
