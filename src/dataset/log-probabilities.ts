import { DatasetError } from "./dataset-error.ts";
import { finiteColumn, type RawColumns } from "./raw-columns.ts";
import type { DatasetSpec } from "./spec.ts";

/**
 * The checked column of log π(a|s), if the log has one. Throws a DatasetError for a value that is not finite, and for a
 * positive one where actions are discrete: no probability exceeds 1.
 */
export function logProbabilityColumn(
  columns: RawColumns,
  actions: DatasetSpec["actions"],
): Float32Array | undefined {
  const name = "behaviorLogProbabilities";
  if (columns[name] === undefined) return undefined;
  const values = finiteColumn(columns, name, columns[name]);
  const bad = actions.kind === "discrete" ? values.findIndex((value) => value > 0) : -1;
  if (bad >= 0) {
    const place = columns.naming.value(name, bad);
    throw new DatasetError(`${place} must be the logarithm of a probability, at most 0; got ${values[bad]}`);
  }
  return values;
}
