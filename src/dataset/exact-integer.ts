import { DatasetError } from "./dataset-error.ts";

/** A 64-bit integer as a number. Throws a DatasetError that names its column where the number may not be exact, from 2⁵³ on. */
export function exactInteger(column: string, value: number | bigint): number {
  const number = Number(value);
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
  throw new DatasetError(
    `${column} must have integers below 2^53, which are exact as numbers; got ${value}: store identifiers as texts`,
  );
}
