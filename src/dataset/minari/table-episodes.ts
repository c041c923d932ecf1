import { columnBytes } from "../column-file.ts";
import { DatasetError } from "../dataset-error.ts";
import type { Findings } from "../findings.ts";
import { isolated } from "../isolation/isolated.ts";
import type { Message } from "../isolation/message.ts";
import { messageColumn } from "../isolation/table-message.ts";
import type { RawColumns, RawValues } from "../raw-columns.ts";
import type { OpenFile } from "../source.ts";
import type { TableColumn } from "../table.ts";
import { collectEpisodes, type EpisodeLayout, type EpisodeValues, minariNames } from "./collect-episodes.ts";
import type { EpisodeHead, EpisodesRequest, TableFormat } from "./episodes-task.ts";
import type { MinariContents, MinariEpisodeReader } from "./reader.ts";
import type { SpaceLeaf } from "./space-leaves.ts";

/** Reads data/<episode>/part-0.parquet of every episode. */
export const readMinariParquet: MinariEpisodeReader = (contents, findings) =>
  readTables("parquet", contents, findings);

/** Reads data/<episode>/part-0.arrow of every episode. */
export const readMinariArrow: MinariEpisodeReader = (contents, findings) =>
  readTables("arrow", contents, findings);

/** Files that one process or worker opens at once: an operating system allows about a thousand. */
const FILES_AT_ONCE = 128;

/** Stored with one row for the reset, as all of infos. */
const PROBABILITIES = "infos.action_log_probs";

/**
 * A table has T + 1 rows for T steps: all of them hold observations and infos, and the last one is padding in the other
 * columns (Minari, arrow_storage.py).
 */
async function readTables(
  format: TableFormat,
  contents: MinariContents,
  findings: Findings,
): Promise<RawColumns> {
  const { layout, maximumBytes } = contents;
  const episodes: EpisodeValues[] = [];
  for await (const table of tables(format, contents)) episodes.push(episodeValues(layout, table));
  const rows = episodes.reduce((sum, { steps }) => sum + steps, 0);
  const collection = collectEpisodes(layout, { rows, maximumBytes }, findings);
  for (const episode of episodes) collection.add(episode);
  return collection.columns();
}

interface EpisodeTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: ReadonlyMap<string, TableColumn>;
}

/** The tables of all episodes, a batch of files at a time. */
async function* tables(format: TableFormat, contents: MinariContents): AsyncGenerator<EpisodeTable> {
  const { folder, metadata, layout, isolation } = contents;
  let left = contents.maximumBytes;
  for (let first = 0; first < metadata.totalEpisodes; first += FILES_AT_ONCE) {
    const count = Math.min(FILES_AT_ONCE, metadata.totalEpisodes - first);
    const episodes = Array.from({ length: count }, (_, i) => first + i);
    const names = episodes.map((episode) => `episode_${episode}`);
    const request: EpisodesRequest = { format, names, maximumBytes: left, ...requestedColumns(layout) };
    const files: OpenFile[] = [];
    try {
      for (const episode of episodes) files.push(await folder.open(`${episode}/part-0.${format}`));
      for await (const table of receive(
        isolated("minariEpisodes", files, JSON.stringify(request), isolation),
      )) {
        yield { ...table, name: names.shift() ?? "" };
        for (const column of table.columns.values()) left -= columnBytes(column);
      }
    } finally {
      for (const file of files) await file.close();
    }
  }
}

async function* receive(messages: AsyncGenerator<Message>): AsyncGenerator<Omit<EpisodeTable, "name">> {
  let head: EpisodeHead | undefined;
  let columns = new Map<string, TableColumn>();
  for await (const message of messages) {
    if (head === undefined) head = JSON.parse(message.head);
    else columns.set(...messageColumn(message));
    if (head === undefined || columns.size < head.columns.length) continue;
    yield { rows: head.rows, columns };
    head = undefined;
    columns = new Map();
  }
}

function requestedColumns({
  observation,
  action,
}: EpisodeLayout): Pick<EpisodesRequest, "columns" | "optional"> {
  const { observations, actions, rewards, terminated, truncated } = minariNames;
  return {
    columns: [
      ...observation.map((leaf) => columnName(observations, leaf)),
      ...action.map((leaf) => columnName(actions, leaf)),
      rewards,
      terminated,
      truncated,
    ],
    optional: [PROBABILITIES],
  };
}

/** Dicts and Tuples are structures, whose fields have the names of keys and the numbers of parts. */
function columnName(column: string, { path }: SpaceLeaf): string {
  return [column, ...path.map((step) => ("key" in step ? step.key : `${step.index}`))].join(".");
}

function episodeValues(layout: EpisodeLayout, table: EpisodeTable): EpisodeValues {
  const steps = Math.max(0, table.rows - 1);
  const { observations, actions, rewards, terminated, truncated } = minariNames;
  const stepsOf = (name: string): RawValues => rowsOf(table, name, 0, steps);
  return {
    name: table.name,
    steps,
    observations: layout.observation.map((leaf) =>
      rowsOf(table, columnName(observations, leaf), 0, steps + 1),
    ),
    actions: layout.action.map((leaf) => stepsOf(columnName(actions, leaf))),
    rewards: stepsOf(rewards),
    terminations: stepsOf(terminated),
    truncations: stepsOf(truncated),
    ...(table.columns.has(PROBABILITIES) && {
      behaviorLogProbabilities: rowsOf(table, PROBABILITIES, 1, steps + 1),
    }),
  };
}

function rowsOf(
  { name: episode, columns }: EpisodeTable,
  name: string,
  start: number,
  end: number,
): RawValues {
  const column = columns.get(name);
  if (column === undefined || "texts" in column) {
    throw new DatasetError(`${episode}/${name} must hold numbers; got ${column ? "texts" : "nothing"}`);
  }
  return column.values.slice(start * column.width, end * column.width);
}
