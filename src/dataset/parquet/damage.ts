import { DatasetError } from "../dataset-error.ts";

/** The error of a file that contradicts itself or its format. */
export function damaged(what: string, cause?: unknown): DatasetError {
  return new DatasetError(
    `the Parquet file is damaged: ${what}`,
    cause === undefined ? undefined : { cause },
  );
}

/**
 * Calls hyparquet, or what goes through its results, whose types it does not check: an error of any kind means that the
 * file is damaged.
 */
export function parsed<T>(what: string, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    throw damaged(`${what} cannot be parsed (${cause instanceof Error ? cause.message : cause})`, cause);
  }
}

/** A declared count or size as a number. Throws a DatasetError unless it is an integer from 0 to `maximum`. */
export function declared(what: string, value: unknown, maximum: number = Number.MAX_SAFE_INTEGER): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= maximum) {
    return number;
  }
  throw damaged(`${what} must be an integer from 0 to ${maximum}; got ${value}`);
}
