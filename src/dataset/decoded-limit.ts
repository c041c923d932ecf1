import { DatasetError } from "./dataset-error.ts";

/** Decoded columns may take this many bytes when the caller sets no limit: 1 GiB. */
const DEFAULT_MAXIMUM_BYTES = 2 ** 30;

/** The limit on decoded columns in bytes. Throws a DatasetError unless it is positive. */
export function decodedLimit(maximumBytes: number = DEFAULT_MAXIMUM_BYTES): number {
  if (maximumBytes > 0) return maximumBytes;
  throw new DatasetError(`maximumBytes must be positive; got ${maximumBytes}`);
}

/** Throws a DatasetError when columns that take `bytes` are above the limit, with the option that raises it. */
export function checkDecodedSize(bytes: number, maximumBytes: number): void {
  if (bytes <= maximumBytes) return;
  throw new DatasetError(
    `the columns take ${bytes} bytes when decoded, more than maximumBytes = ${maximumBytes}; ` +
      `if the file is to be trusted, pass { maximumBytes: ${bytes} }`,
  );
}
