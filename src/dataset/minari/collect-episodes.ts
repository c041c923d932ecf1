import { DatasetError } from "../dataset-error.ts";
import { checkDecodedSize } from "../decoded-limit.ts";
import type { Findings } from "../findings.ts";
import {
  type ColumnName,
  type ColumnNaming,
  indexText,
  type RawColumn,
  type RawColumns,
  type RawValues,
} from "../raw-columns.ts";
import type { ActionEncoding, ActionTarget } from "./action-encoding.ts";
import type { VectorSpace } from "./space.ts";
import { pathText, type SpaceLeaf } from "./space-leaves.ts";
import { storedWidth, vectorWidth, writeVectors } from "./vectors.ts";

/** What a Minari dataset stores of its observations and actions that is to be read. */
export interface EpisodeLayout {
  readonly observation: readonly SpaceLeaf[];
  readonly action: readonly SpaceLeaf[];
  readonly encoding: ActionEncoding;
}

/** One episode of T steps as a file stores it. The spaces are in the order of the layout. */
export interface EpisodeValues {
  /** `episode_3` */
  readonly name: string;
  readonly steps: number;
  /** For each space T + 1 rows. */
  readonly observations: readonly RawValues[];
  /** For each space T rows. */
  readonly actions: readonly RawValues[];
  readonly rewards: RawValues;
  readonly terminations: RawValues;
  readonly truncations: RawValues;
  /** log π(a|s) of the T actions. */
  readonly behaviorLogProbabilities?: RawValues;
}

/** Episodes of any format that become one log. */
export interface EpisodeCollection {
  /** Throws a DatasetError that names the episode where the lengths, the flags or an integer are not right. */
  readonly add: (episode: EpisodeValues) => void;
  readonly columns: () => RawColumns;
}

/** What Minari calls the columns. */
export const minariNames: Readonly<Record<ColumnName, string>> = {
  observations: "observations",
  actions: "actions",
  rewards: "rewards",
  terminated: "terminations",
  truncated: "truncations",
  nextObservations: "observations",
  behaviorLogProbabilities: "infos/action_log_probs",
};

/** The rows start … end − 1 of the log. */
interface EpisodePlace {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The columns while they are written. */
interface Columns {
  readonly observations: Float32Array;
  readonly nextObservations: Float32Array;
  readonly observationWidth: number;
  readonly actions: ActionTarget;
  readonly rewards: Float32Array;
  readonly terminated: Float32Array;
  readonly truncated: Float32Array;
  readonly behaviorLogProbabilities: Float32Array;
}

/**
 * Collects episodes of together `rows` steps. Each has one observation more than steps, so that the state after every step
 * is known. An episode without steps is skipped, with a warning; where no flag ends an episode its last row counts as
 * truncated, with a warning.
 */
export function collectEpisodes(
  layout: EpisodeLayout,
  { rows, maximumBytes }: { readonly rows: number; readonly maximumBytes: number },
  findings: Findings,
): EpisodeCollection {
  checkDecodedSize(rows * rowBytes(layout), maximumBytes);
  const columns = emptyColumns(layout, rows);
  const places: EpisodePlace[] = [];
  const empty: string[] = [];
  const open: string[] = [];
  let withProbabilities = 0;
  return {
    add(episode) {
      const { name, steps } = episode;
      checkLengths(layout, episode);
      if (steps === 0) return void empty.push(name);
      const start = places.at(-1)?.end ?? 0;
      const end = start + steps;
      if (end > rows) throw wrongSteps(rows, end);
      places.push({ name, start, end });
      writeEpisode(layout, columns, episode, start);
      if (closeEpisode(columns, end - 1)) open.push(name);
      if (episode.behaviorLogProbabilities) withProbabilities++;
    },
    columns() {
      warnOf(findings, { empty, open, count: places.length });
      checkTotals({ rows, collected: places.at(-1)?.end ?? 0, episodes: places.length, withProbabilities });
      return rawColumns(columns, rows, withProbabilities > 0, episodeNaming(places));
    },
  };
}

/** Two observations, an action of any kind, a reward, two flags and a log-probability. */
function rowBytes({ observation, action }: EpisodeLayout): number {
  const widths = (leaves: readonly SpaceLeaf[], width: (space: VectorSpace) => number): number =>
    leaves.reduce((sum, { space }) => sum + width(space), 0);
  return 8 * widths(observation, vectorWidth) + 4 * Math.max(2, widths(action, storedWidth)) + 16;
}

function emptyColumns({ observation, encoding }: EpisodeLayout, rows: number): Columns {
  const observationWidth = observation.reduce((sum, { space }) => sum + vectorWidth(space), 0);
  return {
    observations: new Float32Array(rows * observationWidth),
    nextObservations: new Float32Array(rows * observationWidth),
    observationWidth,
    actions: encoding.column(rows),
    rewards: new Float32Array(rows),
    terminated: new Float32Array(rows),
    truncated: new Float32Array(rows),
    behaviorLogProbabilities: new Float32Array(rows),
  };
}

function checkLengths(layout: EpisodeLayout, episode: EpisodeValues): void {
  const { name, steps, observations, actions, behaviorLogProbabilities } = episode;
  for (const [i, leaf] of layout.observation.entries()) {
    checkRows(partName(name, "observations", leaf), observations[i]!, storedWidth(leaf.space), {
      steps,
      extra: 1,
    });
  }
  for (const [i, leaf] of layout.action.entries()) {
    checkRows(partName(name, "actions", leaf), actions[i]!, storedWidth(leaf.space), { steps, extra: 0 });
  }
  for (const column of ["rewards", "terminations", "truncations"] as const) {
    checkRows(`${name}/${column}`, episode[column], 1, { steps, extra: 0 });
  }
  if (behaviorLogProbabilities) {
    checkRows(`${name}/${minariNames.behaviorLogProbabilities}`, behaviorLogProbabilities, 1, {
      steps,
      extra: 0,
    });
  }
}

/** Throws a DatasetError unless there is a row for each step, and `extra` more. */
function checkRows(
  name: string,
  { length }: RawValues,
  width: number,
  { steps, extra }: { readonly steps: number; readonly extra: number },
): void {
  const rows = steps + extra;
  if (length === rows * width) return;
  const rule = `${rows} rows of ${width} for ${steps} steps`;
  const found = length % width === 0 ? `${length / width} rows` : `${length} values`;
  throw new DatasetError(`${name} must have ${rule}; got ${found}`);
}

/** `episode_3/observations/agent.position` */
function partName(episode: string, column: string, { path }: SpaceLeaf): string {
  return [episode, column, ...(path.length > 0 ? [pathText(path)] : [])].join("/");
}

function writeEpisode(layout: EpisodeLayout, columns: Columns, episode: EpisodeValues, start: number): void {
  const { steps, name } = episode;
  writeObservations(layout, columns, episode, start);
  const parts = layout.action.map((leaf, i) => ({
    name: partName(name, "actions", leaf),
    values: episode.actions[i]!,
  }));
  columns.actions.write(parts, start, steps);
  columns.rewards.set(episode.rewards, start);
  columns.terminated.set(episode.terminations, start);
  columns.truncated.set(episode.truncations, start);
  columns.behaviorLogProbabilities.set(episode.behaviorLogProbabilities ?? [], start);
}

function writeObservations(
  { observation }: EpisodeLayout,
  { observations, nextObservations, observationWidth: stride }: Columns,
  { name, steps, observations: parts }: EpisodeValues,
  start: number,
): void {
  let offset = start * stride;
  for (const [i, leaf] of observation.entries()) {
    const stored = { name: partName(name, "observations", leaf), values: parts[i]! };
    writeVectors(leaf.space, stored, { first: 0, count: steps }, { values: observations, offset, stride });
    writeVectors(
      leaf.space,
      stored,
      { first: 1, count: steps },
      { values: nextObservations, offset, stride },
    );
    offset += vectorWidth(leaf.space);
  }
}

/** Returns whether it was open. */
function closeEpisode({ terminated, truncated }: Columns, last: number): boolean {
  if (terminated[last] !== 0 || truncated[last] !== 0) return false;
  truncated[last] = 1;
  return true;
}

function warnOf(
  findings: Findings,
  found: { readonly empty: readonly string[]; readonly open: readonly string[]; readonly count: number },
): void {
  const { empty, open, count } = found;
  if (empty.length > 0) {
    findings.warn(
      "empty-episode",
      `${empty.length} of ${count + empty.length} episodes have no steps and are skipped, the first is ${empty[0]}`,
    );
  }
  if (open.length > 0) {
    findings.warn(
      "open-last-episode",
      `no flag ends ${open.length} of ${count} episodes, the first is ${open[0]}: their last rows count as truncated`,
    );
  }
}

interface Totals {
  readonly rows: number;
  readonly collected: number;
  readonly episodes: number;
  readonly withProbabilities: number;
}

function checkTotals({ rows, collected, episodes, withProbabilities }: Totals): void {
  if (collected !== rows) throw wrongSteps(rows, collected);
  if (withProbabilities > 0 && withProbabilities < episodes) {
    const name = minariNames.behaviorLogProbabilities;
    throw new DatasetError(`${name} must be in all ${episodes} episodes or none; got ${withProbabilities}`);
  }
}

function wrongSteps(rows: number, found: number): DatasetError {
  return new DatasetError(`the episodes must have together ${rows} steps; got ${found}`);
}

function rawColumns(
  columns: Columns,
  rows: number,
  withProbabilities: boolean,
  naming: ColumnNaming,
): RawColumns {
  const { observations, nextObservations, observationWidth } = columns;
  const scalar = (values: Float32Array): RawColumn => ({ values, width: 1, integer: false });
  return {
    rows,
    observations: { values: observations, width: observationWidth, integer: false },
    nextObservations: { values: nextObservations, width: observationWidth, integer: false },
    actions: columns.actions.column,
    rewards: scalar(columns.rewards),
    terminated: scalar(columns.terminated),
    truncated: scalar(columns.truncated),
    behaviorLogProbabilities: withProbabilities ? scalar(columns.behaviorLogProbabilities) : undefined,
    naming,
  };
}

/** Stored one row later: the state after step t is observation t + 1, and so is what the environment said of step t. */
const late: ReadonlySet<ColumnName> = new Set(["nextObservations", "behaviorLogProbabilities"]);

/** `episode_0/actions[3]`: the name of the stored column and the row within it. */
function episodeNaming(places: readonly EpisodePlace[]): ColumnNaming {
  return {
    column: (column) => minariNames[column],
    value: (column, row, component) => {
      const place = places.find(({ end }) => row < end);
      const stored = row - (place?.start ?? 0) + (late.has(column) ? 1 : 0);
      return `${place?.name}/${minariNames[column]}[${indexText(stored, component)}]`;
    },
  };
}
