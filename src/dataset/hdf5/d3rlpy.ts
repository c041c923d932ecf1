import { DatasetError } from "../dataset-error.ts";
import type { Findings } from "../findings.ts";
import { type ColumnNaming, indexText, type RawColumn, type RawColumns } from "../raw-columns.ts";
import { checkDecodedBytes, columnWidth, type Hdf5Column } from "./column.ts";
import type { Hdf5File } from "./file.ts";
import { storedManifest } from "./manifest-attribute.ts";

/** DATASET_VERSION of d3rlpy 2.8. */
export const D3RLPY_VERSION = "2.1";

/** One stored episode: its declarations are checked, its values are not read. */
interface StoredEpisode {
  readonly index: number;
  readonly rows: number;
  readonly observations: Hdf5Column;
  readonly actions: Hdf5Column;
  readonly rewards: Hdf5Column;
  readonly terminated: Hdf5Column;
}

/**
 * The layout of d3rlpy's ReplayBuffer.dump, version 2.1 (d3rlpy 2.8, d3rlpy/dataset/io.py): version, num_episodes and,
 * for each episode i of T steps, observations_i (T, n), actions_i (T, a) or integers (T, 1), rewards_i (T, 1) and the
 * scalar terminated_i. An episode that is not terminated was truncated; the state after its last step is not stored.
 * All shapes and the sizes against `maximumBytes` are checked before values are read. Throws a DatasetError.
 */
export function readD3rlpy(file: Hdf5File, maximumBytes: number, findings: Findings): RawColumns {
  checkVersion(file);
  const episodes = openEpisodes(file, episodeCount(file), maximumBytes);
  warnUncounted(file, episodes.length, findings);
  warnEmpty(episodes, findings);
  const columns = joinEpisodes(
    episodes.filter(({ rows }) => rows > 0),
    findings,
  );
  return { ...columns, ...storedManifest(file) };
}

function checkVersion(file: Hdf5File): void {
  const version = file.names.has("version") ? file.text("version") : "none";
  if (version !== D3RLPY_VERSION) {
    throw new DatasetError(`version of a d3rlpy replay buffer must be ${D3RLPY_VERSION}; got ${version}`);
  }
}

function episodeCount(file: Hdf5File): number {
  const count = scalar(file.column("num_episodes"));
  if (!Number.isInteger(count) || count < 0) {
    throw new DatasetError(`num_episodes must be a non-negative integer; got ${count}`);
  }
  return count;
}

/** Stops at the first episode that is missing, so that the count in the file need not be true. */
function openEpisodes(file: Hdf5File, count: number, maximumBytes: number): StoredEpisode[] {
  const episodes: StoredEpisode[] = [];
  for (let index = 0; index < count; index++) {
    const episode = openEpisode(file, index, count);
    checkWidths(episode, episodes[0] ?? episode);
    episodes.push(episode);
  }
  checkDecodedBytes(episodes.flatMap(columnsOf), maximumBytes);
  return episodes;
}

function openEpisode(file: Hdf5File, index: number, count: number): StoredEpisode {
  const open = (column: string): Hdf5Column => {
    const name = `${column}_${index}`;
    if (!file.names.has(name)) {
      throw new DatasetError(`episode ${index} of num_episodes = ${count} is incomplete: ${name} is missing`);
    }
    return file.column(name);
  };
  const episode = {
    index,
    observations: open("observations"),
    actions: open("actions"),
    rewards: open("rewards"),
    terminated: open("terminated"),
  };
  return { ...episode, rows: episodeRows(episode) };
}

function columnsOf({ observations, actions, rewards, terminated }: StoredEpisode): Hdf5Column[] {
  return [observations, actions, rewards, terminated];
}

function episodeRows({ observations, actions, rewards }: Omit<StoredEpisode, "rows">): number {
  const [rows] = observations.shape;
  for (const { name, shape } of [actions, rewards]) {
    if (rows === undefined || shape[0] !== rows) {
      throw new DatasetError(
        `${name} must have as many rows as ${observations.name}, ${rows}; got ${shape[0]}`,
      );
    }
  }
  if (columnWidth(rewards) !== 1) {
    throw new DatasetError(
      `${rewards.name} must have shape (T) or (T, 1); got (${rewards.shape.join(", ")})`,
    );
  }
  return rows ?? 0;
}

function checkWidths(episode: StoredEpisode, first: StoredEpisode): void {
  for (const column of ["observations", "actions"] as const) {
    const expected = columnWidth(first[column]);
    if (columnWidth(episode[column]) !== expected) {
      throw new DatasetError(
        `${episode[column].name} must have ${expected} values a row, as ${first[column].name} has; ` +
          `got ${columnWidth(episode[column])}`,
      );
    }
  }
}

function warnUncounted(file: Hdf5File, count: number, findings: Findings): void {
  const stored = [...file.names].filter((name) => /^observations_\d+$/.test(name)).length;
  if (stored > count) {
    findings.warn(
      "uncounted-episodes",
      `num_episodes is ${count}, but ${stored} episodes are stored: the others are not read`,
    );
  }
}

function warnEmpty(episodes: readonly StoredEpisode[], findings: Findings): void {
  const empty = episodes.filter(({ rows }) => rows === 0);
  if (empty[0]) {
    findings.warn(
      "empty-episode",
      `${empty.length} of ${episodes.length} episodes have no steps and are skipped, the first is episode ${empty[0].index}`,
    );
  }
}

/** The episodes one after another. */
function joinEpisodes(episodes: readonly StoredEpisode[], findings: Findings): RawColumns {
  const rows = episodes.reduce((sum, episode) => sum + episode.rows, 0);
  const join = (column: "observations" | "actions" | "rewards"): RawColumn =>
    joinColumn(episodes.map((episode) => episode[column]));
  return {
    rows,
    observations: join("observations"),
    actions: { ...join("actions"), integer: areIntegers(episodes, findings) },
    rewards: join("rewards"),
    ...joinFlags(episodes, rows),
    nextObservations: undefined,
    behaviorLogProbabilities: undefined,
    naming: episodeNaming(episodes),
  };
}

function joinColumn(columns: readonly Hdf5Column[]): RawColumn {
  const parts = columns.map((column) => column.read());
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    values.set(part, offset);
    offset += part.length;
  }
  return { values, width: columns[0] ? columnWidth(columns[0]) : 1, integer: false };
}

function areIntegers(episodes: readonly StoredEpisode[], findings: Findings): boolean {
  const floats = episodes.filter(({ actions }) => !actions.integer);
  if (floats[0] && floats.length < episodes.length) {
    findings.warn(
      "mixed-action-types",
      `actions are stored as floats in ${floats.length} of ${episodes.length} episodes, the first is ` +
        `${floats[0].actions.name}, and as integers in the others: all are taken as continuous`,
    );
  }
  return floats.length === 0;
}

function joinFlags(
  episodes: readonly StoredEpisode[],
  rows: number,
): { terminated: RawColumn; truncated: RawColumn } {
  const terminated = new Uint8Array(rows);
  const truncated = new Uint8Array(rows);
  let end = 0;
  for (const episode of episodes) {
    end += episode.rows;
    const flag = flagValue(episode.terminated);
    terminated[end - 1] = flag;
    truncated[end - 1] = 1 - flag;
  }
  return {
    terminated: { values: terminated, width: 1, integer: true },
    truncated: { values: truncated, width: 1, integer: true },
  };
}

function flagValue(column: Hdf5Column): number {
  const flag = scalar(column);
  if (flag !== 0 && flag !== 1) throw new DatasetError(`${column.name} must be 0 or 1; got ${flag}`);
  return flag;
}

function scalar(column: Hdf5Column): number {
  const count = column.shape.reduce((product, length) => product * length, 1);
  if (count !== 1) throw new DatasetError(`${column.name} must be one number; got ${count}`);
  return column.read()[0] ?? Number.NaN;
}

/** `actions_0[3]`: the name of the stored column and the row within it. */
function episodeNaming(episodes: readonly StoredEpisode[]): ColumnNaming {
  return {
    column: (column) => column,
    value: (column, row, component) => {
      let start = 0;
      for (const { index, rows } of episodes) {
        if (row < start + rows) return `${column}_${index}[${indexText(row - start, component)}]`;
        start += rows;
      }
      return `${column}[${indexText(row, component)}]`;
    },
  };
}
