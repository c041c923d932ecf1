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
  { observationSize, actions }: Pick<DatasetSpec, "observationSize" | "actions">,
): number | undefined {
  if (name === "observations" || name === "nextObservations") return observationSize;
  return name === "actions" && actions.kind === "continuous" ? actions.size : undefined;
}

/** What columns have to be made, and of how many rows. */
export interface ColumnLayout<Spec = Pick<DatasetSpec, "observationSize" | "actions">> {
  readonly rows: number;
  readonly spec: Spec;
  /** Whether there is an optional column. */
  has(name: StoredColumnName): boolean;
}

/** Writes a column into an array of zeros, [rows × width]. */
export type ColumnWriter = (
  name: StoredColumnName,
  out: Float32Array | Int32Array | Uint8Array,
  width: number,
) => void;

/** New columns, in memory of their own, each filled by `write`. */
export function buildColumns(
  { rows, spec, has }: ColumnLayout,
  write: ColumnWriter,
  memory: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): StoredColumns {
  const widthOf = (name: StoredColumnName): number => vectorSize(name, spec) ?? 1;
  const filled = <Column extends Float32Array | Int32Array | Uint8Array>(
    name: StoredColumnName,
    out: Column,
  ): Column => {
    write(name, out, widthOf(name));
    return out;
  };
  const floats = (name: StoredColumnName): Float32Array =>
    filled(name, new Float32Array(memory(4 * rows * widthOf(name))));
  const flags = (name: StoredColumnName): Uint8Array => filled(name, new Uint8Array(memory(rows)));
  return {
    observations: floats("observations"),
    actions:
      spec.actions.kind === "discrete"
        ? filled("actions", new Int32Array(memory(4 * rows)))
        : floats("actions"),
    rewards: floats("rewards"),
    terminated: flags("terminated"),
    truncated: flags("truncated"),
    ...(has("nextObservations") && { nextObservations: floats("nextObservations") }),
    ...(has("behaviorLogProbabilities") && {
      behaviorLogProbabilities: floats("behaviorLogProbabilities"),
    }),
  };
}
