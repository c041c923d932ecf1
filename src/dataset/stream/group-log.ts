import { actionColumn } from "../action-space.ts";
import { DatasetError } from "../dataset-error.ts";
import { Findings } from "../findings.ts";
import { endFlags } from "../flags.ts";
import type { DatasetOptions } from "../options.ts";
import { finiteColumn, type RawColumns } from "../raw-columns.ts";
import type { DatasetSpec } from "../spec.ts";
import { tableColumns } from "../table/table-columns.ts";
import type { ColumnMapping, Table, TableColumn } from "../table.ts";

/** The checked rows of one row group, in time order. */
export interface GroupLog {
  readonly rows: number;
  readonly observationSize: number;
  readonly observations: Float32Array;
  readonly actions: Int32Array | Float32Array;
  /** What the actions of this group say about their space, or what was said of it. */
  readonly actionSpace: DatasetSpec["actions"];
  readonly rewards: Float32Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly nextObservations: Float32Array | undefined;
  /** The episode of a row, where a column names it. */
  readonly episodes: ArrayLike<string | number> | undefined;
}

/**
 * Checks a row group as a dataset is checked, apart from what only a whole log shows. Throws a DatasetError for values that
 * are refused, and for a mapping that needs a whole log: texts as actions, and steps to sort by.
 */
export function groupLog(table: Table, mapping: ColumnMapping, options: DatasetOptions): GroupLog {
  const findings = new Findings();
  checkMapping(table, mapping);
  // episodes are told apart across groups, and a table's end is none
  const { episode, step: _, ...columnsOfRows } = mapping;
  const columns = tableColumns(table, columnsOfRows, findings);
  const { space, actions } = actionColumn(columns, options, findings);
  return {
    rows: columns.rows,
    observationSize: columns.observations.width,
    observations: finiteColumn(columns, "observations", columns.observations),
    actions,
    actionSpace: space,
    rewards: finiteColumn(columns, "rewards", columns.rewards),
    ...flagsOf(columns, episode !== undefined, findings),
    nextObservations:
      columns.nextObservations && finiteColumn(columns, "nextObservations", columns.nextObservations),
    episodes: episode === undefined ? undefined : namesOf(table.columns.get(episode)),
  };
}

function checkMapping({ columns }: Table, { step, action }: ColumnMapping): void {
  if (step !== undefined) {
    throw new DatasetError("columns.step has no effect in a stream: the rows of an episode must be in order");
  }
  const column = typeof action === "string" ? columns.get(action) : undefined;
  if (column && "texts" in column) {
    throw new DatasetError(`column "${action}" must hold numbers: in a stream, labels have no indices`);
  }
}

function flagsOf(
  columns: RawColumns,
  namesEpisodes: boolean,
  findings: Findings,
): Pick<GroupLog, "terminated" | "truncated"> {
  const hasFlags = columns.terminated !== undefined || columns.truncated !== undefined;
  if (hasFlags || !namesEpisodes) return endFlags(columns, {}, findings);
  return { terminated: new Uint8Array(columns.rows), truncated: new Uint8Array(columns.rows) };
}

function namesOf(column: TableColumn | undefined): ArrayLike<string | number> | undefined {
  return column && ("texts" in column ? column.texts : column.values);
}
