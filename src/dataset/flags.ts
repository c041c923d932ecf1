import { DatasetError } from "./dataset-error.ts";
import type { Findings } from "./findings.ts";
import type { DatasetOptions } from "./options.ts";
import type { ColumnName, RawColumns } from "./raw-columns.ts";

/** How each row ended: 1 where it did. No row has both. */
export interface EndFlags {
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/**
 * The flags of a log. A missing column counts as zeros, with a warning unless all rows are terminated; a row with both flags is terminated, with a
 * warning. Throws a DatasetError for a flag that is not 0 or 1, for a log without any flags unless it is declared
 * `continuing`, and for `continuing` where the flags contradict it.
 */
export function endFlags(columns: RawColumns, options: DatasetOptions, findings: Findings): EndFlags {
  const { naming } = columns;
  checkFlag(options.continuing);
  const flags = {
    terminated: flagColumn(columns, "terminated"),
    truncated: flagColumn(columns, "truncated"),
  };
  if (options.continuing) checkContinuing(columns, flags.terminated);
  else checkPresence(columns, flags.terminated, findings);
  const both = clearTruncationOfTerminated(flags);
  if (both.count > 0) {
    findings.warn(
      "terminated-and-truncated",
      `${naming.column("terminated")} and ${naming.column("truncated")} are both set in ${both.count} rows, ` +
        `the first is row ${both.first}: they count as terminated`,
    );
  }
  return flags;
}

function checkFlag(continuing: unknown): void {
  if (continuing === undefined || typeof continuing === "boolean") return;
  throw new DatasetError(`continuing must be true or false; got ${continuing}`);
}

function flagColumn(columns: RawColumns, name: "terminated" | "truncated"): Uint8Array {
  const values = columns[name]?.values;
  if (values === undefined) return new Uint8Array(columns.rows);
  const bad = values.findIndex((value: number) => value !== 0 && value !== 1);
  if (bad >= 0) {
    throw new DatasetError(`${columns.naming.value(name, bad)} must be 0 or 1; got ${values[bad]}`);
  }
  return new Uint8Array(values);
}

function checkPresence(columns: RawColumns, terminated: Uint8Array, findings: Findings): void {
  const name = (column: ColumnName): string => columns.naming.column(column);
  if (!columns.terminated && !columns.truncated) {
    throw new DatasetError(
      `${name("terminated")} and ${name("truncated")} are both missing, so episodes cannot be told apart; pass ` +
        "{ continuing: true } if the rows are one trajectory that was never reset",
    );
  }
  if (!columns.truncated && terminated.includes(0)) {
    findings.warn(
      "missing-truncated",
      `${name("truncated")} is missing: only ${name("terminated")} is taken to end an episode`,
    );
  }
  if (!columns.terminated) {
    findings.warn("missing-terminated", `${name("terminated")} is missing: no row is taken to be terminal`);
  }
}

function checkContinuing({ truncated, naming }: RawColumns, terminated: Uint8Array): void {
  if (truncated) {
    throw new DatasetError(
      `continuing must not be given: ${naming.column("truncated")} marks the ends of episodes`,
    );
  }
  const end = terminated.indexOf(1);
  if (end >= 0) {
    throw new DatasetError(
      `continuing must not be given: ${naming.value("terminated", end)} ends an episode`,
    );
  }
}

function clearTruncationOfTerminated({ terminated, truncated }: EndFlags): { count: number; first: number } {
  const both = { count: 0, first: -1 };
  for (let row = 0; row < terminated.length; row++) {
    if (terminated[row] === 1 && truncated[row] === 1) {
      truncated[row] = 0;
      if (both.count++ === 0) both.first = row;
    }
  }
  return both;
}
