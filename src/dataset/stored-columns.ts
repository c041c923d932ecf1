import type { Dataset } from "./dataset.ts";
import type { DatasetSpec } from "./spec.ts";

/** What a dataset stores of each row; the rest of it follows from these columns. */
export type StoredColumns = Pick<
  Dataset,
  | "observations"
  | "actions"
  | "rewards"
  | "terminated"
  | "truncated"
  | "nextObservations"
  | "behaviorLogProbabilities"
>;

export type StoredColumnName = keyof StoredColumns;

/** In the order in which they are looked at. */
export const storedColumnNames: readonly StoredColumnName[] = [
  "observations",
  "actions",
  "rewards",
  "terminated",
  "truncated",
  "nextObservations",
  "behaviorLogProbabilities",
];

/** Numbers in a row of a column; undefined where a row is one number and no vector. */
export function vectorSize(
  name: StoredColumnName,
  { observationSize, actions }: DatasetSpec,
): number | undefined {
  if (name === "observations" || name === "nextObservations") return observationSize;
  return name === "actions" && actions.kind === "continuous" ? actions.size : undefined;
}
