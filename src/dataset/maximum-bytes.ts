import { DatasetError } from "./dataset-error.ts";
import type { ReadOptions } from "./format.ts";

/** Decoded columns may take this many bytes when the caller sets no limit: 1 GiB. */
const DEFAULT_BYTES = 2 ** 30;

/** The limit on what a file may become in memory. Throws a DatasetError unless it is positive. */
export function byteLimit({ maximumBytes = DEFAULT_BYTES }: ReadOptions): number {
  if (!(maximumBytes > 0)) throw new DatasetError(`maximumBytes must be positive; got ${maximumBytes}`);
  return maximumBytes;
}
