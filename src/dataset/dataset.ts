import { actionColumn } from "./action-space.ts";
import { DatasetError } from "./dataset-error.ts";
import { type Episode, splitEpisodes, transitionRows } from "./episodes.ts";
import { type DatasetNote, type DatasetWarning, Findings } from "./findings.ts";
import { type EndFlags, endFlags } from "./flags.ts";
import { logProbabilityColumn } from "./log-probabilities.ts";
import { type ObservationStatistics, observationStatistics } from "./observation-statistics.ts";
import type { DatasetOptions } from "./options.ts";
import { finiteColumn, type RawColumns } from "./raw-columns.ts";
import type { DatasetSpec } from "./spec.ts";
import type { StoredColumns } from "./stored-columns.ts";
import { rowsAreInOrder } from "./successors.ts";

/** A checked log of decisions, one row a step, as row-major columns. N = rows, n = spec.observationSize. */
export interface Dataset {
  readonly spec: DatasetSpec;
  readonly rows: number;
  /** f32[N × n], the state in which the action was taken. */
  readonly observations: Float32Array;
  /** Discrete: i32[N]. Continuous: f32[N × size]. */
  readonly actions: Int32Array | Float32Array;
  /** f32[N] */
  readonly rewards: Float32Array;
  /** u8[N], 1 where the task ended: nothing follows, so the value of the successor is 0. */
  readonly terminated: Uint8Array;
  /** u8[N], 1 where only the recording of the episode ended: the value of the successor counts. Never both flags. */
  readonly truncated: Uint8Array;
  /**
   * f32[N × n], the state after the step, where the log stores it. Without it the successor of a row is the next
   * row's observation, never across the end of an episode.
   */
  readonly nextObservations?: Float32Array;
  /**
   * f32[N], log π(a|s) of each action under the policy that logged it, where the log says so; of a density where actions
   * are continuous.
   */
  readonly behaviorLogProbabilities?: Float32Array;
  /** In the order of the rows; together all rows, or none where the rows are not in time order. */
  readonly episodes: readonly Episode[];
  /** The rows that may be sampled for learning: those with a known successor, and the terminated ones. */
  readonly transitions: Int32Array;
  readonly warnings: readonly DatasetWarning[];
  /** What was concluded from the data, such as the number of actions. */
  readonly notes: readonly DatasetNote[];
}

/**
 * Checks the columns and builds the dataset. Typed arrays that already have the stored type become part of it.
 * `findings` may hold what the reader of the columns had to say. Throws a DatasetError for what is refused.
 */
export function assembleDataset(
  columns: RawColumns,
  options: DatasetOptions,
  findings: Findings = new Findings(),
): Dataset {
  if (columns.rows === 0) throw new DatasetError("a dataset must have at least one row; got 0");
  const { space, actions } = actionColumn(columns, options, findings);
  const observations = finiteColumn(columns, "observations", columns.observations);
  const rewards = finiteColumn(columns, "rewards", columns.rewards);
  const nextObservations =
    columns.nextObservations && finiteColumn(columns, "nextObservations", columns.nextObservations);
  const behaviorLogProbabilities = logProbabilityColumn(columns, space);
  const flags = endFlags(columns, options, findings);
  const observationSize = columns.observations.width;
  const inOrder =
    !nextObservations ||
    rowsAreInOrder({ observations, nextObservations, observationSize }, flags, columns.naming, findings);
  if (inOrder) closeLastEpisode(flags, options, findings);
  return completeDataset(
    {
      observations,
      actions,
      rewards,
      ...flags,
      ...(nextObservations && { nextObservations }),
      ...(behaviorLogProbabilities && { behaviorLogProbabilities }),
    },
    { observationSize, actions: space },
    inOrder,
    findings,
  );
}

/** The dataset of columns that have been checked: with statistics, episodes and the rows to learn from. */
export function completeDataset(
  columns: StoredColumns,
  { observationSize, actions, rewardScaling }: Omit<DatasetSpec, keyof ObservationStatistics>,
  inOrder: boolean,
  findings: Findings,
): Dataset {
  const rows = columns.rewards.length;
  const transitions = transitionRows(columns, columns.nextObservations !== undefined);
  noteOthers(rows, transitions, findings);
  const statistics = observationStatistics(columns.observations, observationSize, findings);
  return {
    spec: { observationSize, ...statistics, actions, ...(rewardScaling && { rewardScaling }) },
    rows,
    ...columns,
    episodes: inOrder ? splitEpisodes(columns) : [],
    transitions,
    warnings: findings.warnings,
    notes: findings.notes,
  };
}

/** The log stops here, but the task did not: the last row is truncated. */
function closeLastEpisode(
  { terminated, truncated }: EndFlags,
  { continuing }: DatasetOptions,
  findings: Findings,
): void {
  const last = terminated.length - 1;
  if (terminated[last] === 1 || truncated[last] === 1) return;
  truncated[last] = 1;
  if (continuing) return;
  findings.warn("open-last-episode", `no flag ends the last episode: row ${last} counts as truncated`);
}

function noteOthers(rows: number, transitions: Int32Array, findings: Findings): void {
  const others = rows - transitions.length;
  if (others === 0) return;
  findings.note(
    "rows-without-successor",
    `${others} of ${rows} rows are no transitions: they end truncated episodes, and their successors are not stored`,
  );
}
