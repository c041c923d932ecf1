import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import { type RowValues, rowValues } from "../table/row-values.ts";
import { shortestDecimal } from "../text/shortest-decimal.ts";
import { encodeRows } from "../text/write-rows.ts";
import { MAXIMUM_COLUMNS } from "./cells.ts";
import { parseDecimal } from "./number.ts";

/**
 * The dataset as CSV: episode and step where the rows are in time order, observation_0 …, action or action_0 …, reward, terminated,
 * truncated, and, where stored, next_observation_0 … and behavior_log_probability. Numbers are the shortest that
 * `loadDataset` reads back bit for bit; `spec.actions` is not stored, so pass `actionCount` or `actionBounds` again. Labels that
 * no row has are not stored either, and then those that are left have other indices when they are read back. Labels are written
 * as they are, in quotes: a spreadsheet may take one that begins with =, +, - or @ for a formula. Throws a DatasetError for an
 * empty label, for one that would be read back as a number, and for more columns or longer rows than are read.
 */
export async function writeCsv(dataset: Dataset): Promise<Uint8Array> {
  const { actions } = dataset.spec;
  if (actions.kind === "discrete") actions.labels?.forEach(checkLabel);
  const names = headerNames(dataset);
  if (names.length > MAXIMUM_COLUMNS) {
    throw new DatasetError(`a CSV file must have at most ${MAXIMUM_COLUMNS} columns; got ${names.length}`);
  }
  const valuesOf = rowValues(dataset);
  return encodeRows(dataset.rows, `${names.join(",")}\n`, (row) => rowText(valuesOf(row)));
}

/** Half of a character, which UTF-8 cannot say. */
const loneSurrogate = /\p{Surrogate}/u;

function checkLabel(label: string): void {
  const bytes = new TextEncoder().encode(label);
  const isNumber = !Number.isNaN(parseDecimal(bytes, 0, bytes.length));
  if (label !== "" && !isNumber && !loneSurrogate.test(label)) return;
  throw new DatasetError(
    `a label of actions must be a text other than a number to be stored as CSV; got ${JSON.stringify(label)}`,
  );
}

function headerNames({
  spec,
  episodes,
  nextObservations,
  behaviorLogProbabilities,
}: Dataset): readonly string[] {
  const { actions, observationSize } = spec;
  return [
    ...(episodes.length > 0 ? ["episode", "step"] : []),
    ...numbered("observation", observationSize),
    ...(actions.kind === "discrete" ? ["action"] : numbered("action", actions.size)),
    "reward",
    "terminated",
    "truncated",
    ...(nextObservations ? numbered("next_observation", observationSize) : []),
    ...(behaviorLogProbabilities ? ["behavior_log_probability"] : []),
  ];
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name}_${i}`);
}

function rowText(row: RowValues): string {
  const cells = [
    ...vectorCells(row.observation),
    ...actionCells(row.action),
    shortestDecimal(row.reward),
    row.terminated ? "1" : "0",
    row.truncated ? "1" : "0",
    ...vectorCells(row.nextObservation ?? []),
  ];
  if (row.behaviorLogProbability !== undefined) cells.push(shortestDecimal(row.behaviorLogProbability));
  return row.episode === undefined ? cells.join(",") : `${row.episode},${row.step},${cells.join(",")}`;
}

function vectorCells(vector: Iterable<number>): string[] {
  return Array.from(vector, shortestDecimal);
}

function actionCells(action: RowValues["action"]): string[] {
  if (typeof action === "string") return [`"${action.replaceAll('"', '""')}"`];
  return typeof action === "number" ? [String(action)] : vectorCells(action);
}
