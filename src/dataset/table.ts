import type { RawColumn } from "./raw-columns.ts";

/** Named columns of equal length, as CSV, JSON Lines, Parquet and NPZ store them. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, TableColumn>;
}

/** Numbers [rows × width], or texts, one a row. Flags are integers 0 and 1. */
export type TableColumn = RawColumn | TextColumn;

export interface TextColumn {
  readonly texts: readonly string[];
}

/**
 * Which columns of a table hold what. Several names are the components of a vector, in this order; a column of vectors is
 * one name. No column has two meanings.
 */
export interface ColumnMapping {
  readonly observation: string | readonly string[];
  /**
   * One name: discrete where the column has texts (labels) or integers, else continuous. A list: the components of a
   * continuous action, also where all are integers.
   */
  readonly action: string | readonly string[];
  readonly reward: string;
  readonly nextObservation?: string | readonly string[];
  /** Names the episode of a row, by number or text. Rows of one episode need not be neighbours. */
  readonly episode?: string;
  /** Orders the rows of an episode; no number occurs in it twice. Default: as they stand in the table. */
  readonly step?: string;
  /** The task ended with this row. `true`: with every row, as in the log of a bandit, whose episodes are one step. */
  readonly terminated?: string | true;
  /** Only the recording of the episode ended with this row. Default with `episode`: its last row, if not terminated. */
  readonly truncated?: string;
  /** π(a|s) under the policy that logged the action, in (0, 1]. */
  readonly behaviorProbability?: string;
  /** log π(a|s), where the table has the logarithm. */
  readonly behaviorLogProbability?: string;
}
