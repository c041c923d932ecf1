import { DatasetError } from "../dataset-error.ts";

/** A text in quotes, or a run of the characters that numbers and names consist of. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[\w+.-]+/g;

/** Python writes infinite bounds so. A JSON number beyond the range of float64 is read as infinite. */
const INFINITIES: ReadonlyMap<string, string> = new Map([
  ["Infinity", "1e999"],
  ["-Infinity", "-1e999"],
]);

/**
 * JSON that may have `Infinity` and `-Infinity` where a number stands, as Python's json module writes them; all else is
 * strict. Throws a DatasetError that names the text.
 */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(TOKEN, (token) => INFINITIES.get(token) ?? token));
  } catch (cause) {
    throw new DatasetError(`${name} must be JSON; ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

/** A JSON object as a map, so that no key means anything to JavaScript. Throws a DatasetError for anything else. */
export function jsonObject(value: unknown, name: string): ReadonlyMap<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new DatasetError(`${name} must be a JSON object; got ${kindOf(value)}`);
  }
  return new Map(Object.entries(value));
}

/** Throws a DatasetError unless the value is a text. */
export function jsonText(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw new DatasetError(`${name} must be a text; got ${kindOf(value)}`);
}

/** Throws a DatasetError unless the value is an integer from `minimum` to 2⁵³ − 1. */
export function jsonInteger(value: unknown, name: string, minimum: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= minimum) return value;
  throw new DatasetError(`${name} must be an integer of at least ${minimum}; got ${kindOf(value)}`);
}

/** NumPy's arrays have at most as many axes. */
const MAXIMUM_AXES = 64;

/** Numbers in nested lists, as NumPy's tolist gives them, in row-major order. */
export function jsonNumbers(value: unknown, name: string): number[] {
  const values: unknown[] = Array.isArray(value) ? value.flat(MAXIMUM_AXES) : [value];
  return values.map((entry) => {
    if (typeof entry === "number") return entry;
    throw new DatasetError(`${name} must hold numbers; got ${kindOf(entry)}`);
  });
}

function kindOf(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  return JSON.stringify(value).slice(0, 60);
}
