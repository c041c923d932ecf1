import { assembleDataset, type Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { type FlagColumn, type NumberColumn, rawColumn } from "./memory-column.ts";
import { checkOptionNames, type DatasetOptions, datasetOptionNames, refuseUnknownName } from "./options.ts";
import { type RawColumn, type RawColumns, wholeColumnNaming } from "./raw-columns.ts";
import { storedColumnNames } from "./stored-columns.ts";

/** A log in memory, one row a step, episodes one after another in time order. */
export interface DatasetColumns {
  readonly observations: NumberColumn;
  readonly actions: NumberColumn | readonly boolean[];
  /** One number a row: its length is the number of rows. */
  readonly rewards: NumberColumn;
  /** The task ended with this step. */
  readonly terminated?: FlagColumn;
  /** Only the recording of the episode ended with this step. */
  readonly truncated?: FlagColumn;
  readonly nextObservations?: NumberColumn;
  /** log π(a|s) of each logged action under the policy that logged it; of a density where actions are continuous. */
  readonly behaviorLogProbabilities?: NumberColumn;
}

type OptionalColumn = "terminated" | "truncated" | "nextObservations" | "behaviorLogProbabilities";

/**
 * Checks a log in memory and makes a dataset of it. The arrays are copied. Warnings are kept in `warnings`, not printed.
 * Actions are discrete in an integer typed array, continuous in a float one; in a plain array `actionCount` or
 * `actionBounds` decides, else they are discrete if the array is flat and all are integers, or booleans for 0 and 1.
 * Throws a DatasetError when a column is missing, unknown, of another length, not finite, or not what `options` say.
 */
export function createDataset(columns: DatasetColumns, options: DatasetOptions = {}): Dataset {
  checkOptionNames(options, datasetOptionNames);
  checkColumnNames(columns);
  return assembleDataset(rawColumns(columns, options), options);
}

function checkColumnNames(columns: DatasetColumns): void {
  if (typeof columns !== "object" || columns === null) {
    throw new DatasetError(`columns must be an object of arrays; got ${columns}`);
  }
  refuseUnknownName("column", columns, storedColumnNames);
  for (const name of ["observations", "actions", "rewards"] as const) {
    if (columns[name] === undefined || columns[name] === null) throw new DatasetError(`${name} is missing`);
  }
}

function rawColumns(columns: DatasetColumns, options: DatasetOptions): RawColumns {
  const rows = columns.rewards.length;
  const rewards = rawColumn("rewards", columns.rewards, { rows, width: 1 });
  const observations = rawColumn("observations", columns.observations, { rows });
  const optional = (name: OptionalColumn, width: number): RawColumn | undefined => {
    const column = columns[name];
    return column === undefined ? undefined : rawColumn(name, column, { rows, width });
  };
  return {
    rows,
    observations,
    rewards,
    actions: {
      ...rawColumn("actions", columns.actions, { rows }),
      integer: areDiscrete(columns.actions, options),
    },
    terminated: optional("terminated", 1),
    truncated: optional("truncated", 1),
    nextObservations: optional("nextObservations", observations.width),
    behaviorLogProbabilities: optional("behaviorLogProbabilities", 1),
    naming: wholeColumnNaming(),
  };
}

function areDiscrete(
  actions: DatasetColumns["actions"],
  { actionCount, actionBounds }: DatasetOptions,
): boolean {
  if (ArrayBuffer.isView(actions))
    return !(actions instanceof Float32Array || actions instanceof Float64Array);
  if (actionCount !== undefined || actionBounds !== undefined) return actionCount !== undefined;
  return actions.every((action: unknown) => Number.isInteger(action) || typeof action === "boolean");
}
