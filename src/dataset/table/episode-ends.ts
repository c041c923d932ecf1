import { DatasetError } from "../dataset-error.ts";
import type { Findings } from "../findings.ts";
import type { RawColumn } from "../raw-columns.ts";
import type { ColumnMapping } from "../table.ts";
import type { RowOrder } from "./row-order.ts";

/** The flags of a log, in the order of the dataset. */
export interface RawFlags {
  readonly terminated: RawColumn | undefined;
  readonly truncated: RawColumn | undefined;
}

/**
 * Makes flags and episodes agree: the last row of each episode has a flag, and no other row has one. Throws a
 * DatasetError for a flag inside an episode.
 */
export function withEpisodeEnds(
  flags: RawFlags,
  order: RowOrder,
  mapping: ColumnMapping,
  findings: Findings,
): RawFlags {
  const { ends } = order;
  if (ends === undefined) return flags;
  const isEnd = endFlags(ends);
  if (flags.terminated) refuseInside(flags.terminated, isEnd, order, `"${mapping.terminated}"`);
  if (flags.truncated === undefined) {
    return { ...flags, truncated: flag(isEnd.map((end, row) => end & ~isSet(flags.terminated, row))) };
  }
  refuseInside(flags.truncated, isEnd, order, `"${mapping.truncated}"`);
  return { ...flags, truncated: markEnds(flags, ends, order, findings) };
}

/** A column of zeros or ones. */
export function constantFlag(rows: number, value: 0 | 1): RawColumn {
  return flag(new Uint8Array(rows).fill(value));
}

function flag(values: Uint8Array): RawColumn {
  return { values, width: 1, integer: true };
}

function isSet(column: RawColumn | undefined, row: number): 0 | 1 {
  return column?.values[row] === 1 ? 1 : 0;
}

function endFlags(ends: Int32Array): Uint8Array {
  const flags = new Uint8Array(ends.at(-1) ?? 0);
  for (const end of ends) flags[end - 1] = 1;
  return flags;
}

function refuseInside(column: RawColumn, isEnd: Uint8Array, order: RowOrder, name: string): void {
  const inside = isEnd.findIndex((end, row) => end === 0 && isSet(column, row) === 1);
  if (inside < 0) return;
  const row = order.rows?.[inside] ?? inside;
  throw new DatasetError(
    `column ${name}[${row}] must be 0: row ${row} is not the last of episode ${order.episodeOf(row)}; got 1`,
  );
}

function markEnds(
  { terminated, truncated }: RawFlags,
  ends: Int32Array,
  order: RowOrder,
  findings: Findings,
): RawColumn {
  const values = Float64Array.from(truncated?.values ?? []);
  const open = ends.filter((end) => !isSet(terminated, end - 1) && values[end - 1] === 0);
  for (const end of open) values[end - 1] = 1;
  if (open[0] !== undefined) {
    const row = order.rows?.[open[0] - 1] ?? open[0] - 1;
    findings.warn(
      "unmarked-episode-end",
      `${open.length} of ${ends.length} episodes end without a flag, the first is ${order.episodeOf(row)} ` +
        `with row ${row}: they count as truncated`,
    );
  }
  return { values, width: 1, integer: false };
}
