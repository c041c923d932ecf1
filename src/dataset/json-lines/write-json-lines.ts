import type { Dataset } from "../dataset.ts";
import { type RowValues, rowValues } from "../table/row-values.ts";
import { shortestDecimal } from "../text/shortest-decimal.ts";
import { encodeRows } from "../text/write-rows.ts";

/**
 * The dataset as JSON Lines, one object a row: episode and step where the rows are in time order, observation, action (a number, a label, or
 * an array where actions are continuous), reward, terminated, truncated, and, where stored, next_observation
 * and behavior_log_probability. Numbers are the shortest that `loadDataset` reads back bit for bit; `spec.actions` is not
 * stored, so pass `actionCount` or `actionBounds` again; nor are labels that no row has, and then those that are left have other
 * indices when they are read back. Throws a DatasetError for longer rows than are read.
 */
export async function writeJsonLines(dataset: Dataset): Promise<Uint8Array> {
  const valuesOf = rowValues(dataset);
  return encodeRows(dataset.rows, "", (row) => rowText(valuesOf(row)));
}

function rowText(row: RowValues): string {
  const fields = [
    ["episode", row.episode === undefined ? undefined : String(row.episode)],
    ["step", row.step === undefined ? undefined : String(row.step)],
    ["observation", arrayText(row.observation)],
    ["action", actionText(row.action)],
    ["reward", shortestDecimal(row.reward)],
    ["terminated", String(row.terminated)],
    ["truncated", String(row.truncated)],
    ["next_observation", row.nextObservation && arrayText(row.nextObservation)],
    ["behavior_log_probability", decimalText(row.behaviorLogProbability)],
  ];
  const present = fields.filter(([, text]) => text !== undefined);
  return `{${present.map(([name, text]) => `"${name}":${text}`).join(",")}}`;
}

function decimalText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : shortestDecimal(value);
}

function arrayText(vector: Float32Array): string {
  return `[${Array.from(vector, shortestDecimal).join(",")}]`;
}

function actionText(action: RowValues["action"]): string {
  if (typeof action === "string") return JSON.stringify(action);
  return typeof action === "number" ? String(action) : arrayText(action);
}
