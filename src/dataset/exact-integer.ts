import { DatasetError } from "./dataset-error.ts";

/** A 64-bit integer as a number. Throws a DatasetError where the number may not be exact, from 2⁵³ on. */
export function exactInteger(value: number | bigint): number {
  const number = Number(value);
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
  throw new DatasetError(`64-bit integers must be below 2^53 to be exact as numbers; got ${value}`);
}
