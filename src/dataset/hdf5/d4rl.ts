import { DatasetError } from "../dataset-error.ts";
import { type ColumnName, type RawColumn, type RawColumns, wholeColumnNaming } from "../raw-columns.ts";
import { checkDecodedBytes, columnWidth, type Hdf5Column } from "./column.ts";
import type { Hdf5File } from "./file.ts";
import { storedManifest } from "./manifest-attribute.ts";

/** What D4RL calls the columns (Fu et al. 2020, arXiv:2004.07219, and github.com/Farama-Foundation/D4RL). */
export const d4rlNames: Readonly<Record<ColumnName, string>> = {
  observations: "observations",
  actions: "actions",
  rewards: "rewards",
  terminated: "terminals",
  truncated: "timeouts",
  nextObservations: "next_observations",
  behaviorLogProbabilities: "infos/action_log_probs",
};

export const d4rlRequired: readonly string[] = [d4rlNames.observations, d4rlNames.actions, d4rlNames.rewards];

interface D4rlFile {
  readonly observations: Hdf5Column;
  readonly actions: Hdf5Column;
  readonly rewards: Hdf5Column;
  readonly terminated: Hdf5Column | undefined;
  readonly truncated: Hdf5Column | undefined;
  readonly nextObservations: Hdf5Column | undefined;
  readonly behaviorLogProbabilities: Hdf5Column | undefined;
}

/** What d3rlpy 1 calls the ends of episodes, terminated or not (MDPDataset.dump; load_v1 in d3rlpy/dataset/io.py). */
const EPISODE_TERMINALS = "episode_terminals";

/**
 * The flat D4RL layout: observations (N, n), actions (N, a) or integers (N), rewards (N), terminals (N),
 * timeouts (N), next_observations (N, n), infos/action_log_probs (N), where (N, 1) and (N) mean the same. In place of timeouts
 * may be d3rlpy 1's episode_terminals, of which those that are no terminals are timeouts. All shapes and the sizes against
 * `maximumBytes` are checked before values are read. Throws a DatasetError for what is missing or does not fit.
 */
export function readD4rl(file: Hdf5File, maximumBytes: number): RawColumns {
  const columns = openColumns(file);
  const present = Object.values(columns).filter((column) => column !== undefined);
  const rows = commonRows(present);
  const { rewards, terminated, truncated, behaviorLogProbabilities } = columns;
  for (const column of [rewards, terminated, truncated, behaviorLogProbabilities]) {
    if (column) checkWidth(column, 1);
  }
  if (columns.nextObservations) checkWidth(columns.nextObservations, columnWidth(columns.observations));
  checkDecodedBytes(present, maximumBytes);
  const naming = wholeColumnNaming({ ...d4rlNames, ...(truncated && { truncated: truncated.name }) });
  return { rows, naming, ...readColumns(columns), ...storedManifest(file) };
}

function openColumns(file: Hdf5File): D4rlFile {
  const optional = (name: string): Hdf5Column | undefined => (file.has(name) ? file.column(name) : undefined);
  return {
    observations: file.column(d4rlNames.observations),
    actions: file.column(d4rlNames.actions),
    rewards: file.column(d4rlNames.rewards),
    terminated: optional(d4rlNames.terminated),
    truncated: optional(d4rlNames.truncated) ?? optional(EPISODE_TERMINALS),
    nextObservations: optional(d4rlNames.nextObservations),
    behaviorLogProbabilities: optional(d4rlNames.behaviorLogProbabilities),
  };
}

function commonRows(columns: readonly Hdf5Column[]): number {
  const counts = new Set(columns.map(({ shape }) => shape[0]));
  const [rows] = counts;
  if (counts.size !== 1 || rows === undefined) {
    const found = columns.map(({ name, shape }) => `${name} ${shape[0] ?? "none"}`).join(", ");
    throw new DatasetError(`all columns must have the same number of rows; got ${found}`);
  }
  return rows;
}

function checkWidth(column: Hdf5Column, expected: number): void {
  if (columnWidth(column) !== expected) {
    const rule = expected === 1 ? "(N) or (N, 1)" : `(N, ${expected})`;
    throw new DatasetError(`${column.name} must have shape ${rule}; got (${column.shape.join(", ")})`);
  }
}

function readColumns(columns: D4rlFile): Omit<RawColumns, "rows" | "naming"> {
  const terminated = columns.terminated && readColumn(columns.terminated);
  const truncated = columns.truncated && readColumn(columns.truncated);
  return {
    observations: readColumn(columns.observations),
    actions: readColumn(columns.actions),
    rewards: readColumn(columns.rewards),
    terminated,
    truncated:
      columns.truncated?.name === EPISODE_TERMINALS ? withoutTerminals(truncated, terminated) : truncated,
    nextObservations: columns.nextObservations && readColumn(columns.nextObservations),
    behaviorLogProbabilities:
      columns.behaviorLogProbabilities && readColumn(columns.behaviorLogProbabilities),
  };
}

function withoutTerminals(
  ends: RawColumn | undefined,
  terminated: RawColumn | undefined,
): RawColumn | undefined {
  if (!ends || !terminated) return ends;
  const values = Float32Array.from(ends.values, (end, row) =>
    terminated.values[row] === 1 && end === 1 ? 0 : end,
  );
  return { ...ends, values };
}

function readColumn(column: Hdf5Column): RawColumn {
  return { values: column.read(), width: columnWidth(column), integer: column.integer };
}
