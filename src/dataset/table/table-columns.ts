import { DatasetError } from "../dataset-error.ts";
import type { Findings } from "../findings.ts";
import type { RawColumn, RawColumns } from "../raw-columns.ts";
import type { ColumnMapping, Table } from "../table.ts";
import { labelActions } from "./action-labels.ts";
import { columnNamed, isText, numberColumn, place, scalarValues } from "./column-kind.ts";
import { resolveMapping } from "./default-mapping.ts";
import { constantFlag, type RawFlags, withEpisodeEnds } from "./episode-ends.ts";
import { gatherRows, joinColumns } from "./join-columns.ts";
import { type MappedField, mappedNames } from "./mapping.ts";
import { tableNaming } from "./naming.ts";
import { rowOrder } from "./row-order.ts";

/**
 * The columns of a log in a table, by a mapping or by well-known names. Rows of one episode are brought together; its
 * last row is truncated unless a flag says otherwise. Messages name columns and rows of the table. Throws a DatasetError
 * for a mapping that does not fit the table and for a table that contradicts itself.
 */
export function tableColumns(table: Table, given: ColumnMapping | undefined, findings: Findings): RawColumns {
  const mapping = resolveMapping([...table.columns.keys()], given, findings);
  const order = rowOrder(table, mapping);
  const inOrder = (column: RawColumn): RawColumn => gatherRows(column, order.rows);
  const scalar = (name: string | undefined): RawColumn | undefined =>
    name === undefined ? undefined : inOrder(scalarColumn(table, name));
  const observations = joinColumns(numberColumns(table, mapping, "observation"), table.rows, order.rows);
  const flags = storedFlags(table.rows, mapping, scalar);
  return {
    rows: table.rows,
    observations,
    ...actionColumns(table, mapping, order.rows, findings),
    rewards: inOrder(scalarColumn(table, mapping.reward)),
    ...withEpisodeEnds(flags, order, mapping, findings),
    nextObservations: successors(table, mapping, order.rows, observations.width),
    behaviorLogProbabilities: scalar(mapping.behaviorLogProbability) ?? logOf(table, mapping, order.rows),
    naming: tableNaming(table, mapping, order.rows),
  };
}

function scalarColumn(table: Table, name: string): RawColumn {
  return { ...numberColumn(table, name), values: scalarValues(table, name) };
}

function numberColumns(table: Table, mapping: ColumnMapping, field: MappedField): readonly RawColumn[] {
  return mappedNames(mapping, field).map((name) => numberColumn(table, name));
}

function storedFlags(
  rows: number,
  mapping: ColumnMapping,
  scalar: (name: string | undefined) => RawColumn | undefined,
): RawFlags {
  if (mapping.terminated === true) {
    return { terminated: constantFlag(rows, 1), truncated: constantFlag(rows, 0) };
  }
  return { terminated: scalar(mapping.terminated), truncated: scalar(mapping.truncated) };
}

function actionColumns(
  table: Table,
  mapping: ColumnMapping,
  rows: Int32Array | undefined,
  findings: Findings,
): Pick<RawColumns, "actions" | "actionLabels"> {
  if (typeof mapping.action !== "string") {
    const actions = joinColumns(numberColumns(table, mapping, "action"), table.rows, rows);
    return { actions: { ...actions, integer: false } };
  }
  const column = columnNamed(table, mapping.action);
  if (!isText(column)) return { actions: gatherRows(column, rows) };
  const { column: indices, labels } = labelActions(column.texts, mapping.action, findings);
  return { actions: gatherRows(indices, rows), actionLabels: labels };
}

function successors(
  table: Table,
  mapping: ColumnMapping,
  rows: Int32Array | undefined,
  width: number,
): RawColumn | undefined {
  const columns = numberColumns(table, mapping, "nextObservation");
  if (columns.length === 0) return undefined;
  const joined = joinColumns(columns, table.rows, rows);
  if (joined.width === width) return joined;
  throw new DatasetError(
    `columns.nextObservation must have ${width} components, as columns.observation has; got ${joined.width}`,
  );
}

function logOf(
  table: Table,
  { behaviorProbability: name }: ColumnMapping,
  rows: Int32Array | undefined,
): RawColumn | undefined {
  if (name === undefined) return undefined;
  const probabilities = scalarValues(table, name);
  const bad = probabilities.findIndex((p: number) => !(p > 0 && p <= 1));
  if (bad >= 0) {
    const got = probabilities[bad];
    throw new DatasetError(`${place(name, bad)} must be a probability in (0, 1]; got ${got}`);
  }
  return gatherRows({ values: Float64Array.from(probabilities, Math.log), width: 1, integer: false }, rows);
}
