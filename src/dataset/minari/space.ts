import { DatasetError } from "../dataset-error.ts";
import { jsonInteger, jsonNumbers, jsonObject, jsonText, parseJson } from "./json.ts";

/** Vectors, or arrays that are flattened row by row. */
export interface BoxSpace {
  readonly type: "Box";
  readonly shape: readonly number[];
  /** low[i] ≤ x[i] ≤ high[i], infinite where there is no limit; undefined where nothing declares them. */
  readonly bounds: { readonly low: readonly number[]; readonly high: readonly number[] } | undefined;
}

/**
 * For each component i the integers start[i] … start[i] + counts[i] − 1. A Discrete space has one component. A count is infinite
 * where nothing declares it.
 */
export interface IntegerSpace {
  readonly type: "Discrete" | "MultiDiscrete";
  readonly start: readonly number[];
  readonly counts: readonly number[];
}

/** Arrays of 0 and 1, flattened row by row. */
export interface MultiBinarySpace {
  readonly type: "MultiBinary";
  readonly size: number;
}

/** A space whose values are no vectors of numbers, or that is not known here. */
export interface UnreadableSpace {
  readonly type: "unreadable";
  /** What it is: `Text`, `an image`. */
  readonly what: string;
}

/** A space of vectors. */
export type VectorSpace = BoxSpace | IntegerSpace | MultiBinarySpace;

/** A Dict by its keys or a Tuple by its indices, in the order in which Gymnasium flattens them. */
export interface CompositeSpace {
  readonly type: "Dict" | "Tuple";
  readonly parts: ReadonlyMap<string, Space>;
}

/** A space of Gymnasium as Minari describes it (minari/serialization.py, 0.5.3). */
export type Space = VectorSpace | UnreadableSpace | CompositeSpace;

/** Deeper than any space in use; a description that is nested further is an attack on the stack. */
const MAXIMUM_DEPTH = 64;

/** Above this a component of a space is no choice among actions or categories. */
const INT32_MAXIMUM = 2 ** 31 - 1;

/**
 * The space that a text describes, in JSON with infinities. Throws a DatasetError, with `name` for the text, where it does
 * not describe a space.
 */
export function parseSpace(text: string, name: string): Space {
  return spaceOf(parseJson(text, name), name, 0);
}

function spaceOf(value: unknown, name: string, depth: number): Space {
  if (depth > MAXIMUM_DEPTH)
    throw new DatasetError(`${name} must not be nested deeper than ${MAXIMUM_DEPTH}`);
  const fields = jsonObject(value, name);
  const type = fields.get("type");
  switch (type) {
    case "Box":
      return boxSpace(fields, name);
    case "Discrete":
    case "MultiDiscrete":
      return integerSpace(type, fields, name);
    case "MultiBinary":
      return { type, size: product(arrayShape(fields.get("n"), `${name}.n`)) };
    case "Dict":
    case "Tuple":
      return compositeSpace(type, fields, name, depth);
    default:
      return { type: "unreadable", what: jsonText(type, `${name}.type`) };
  }
}

function boxSpace(fields: ReadonlyMap<string, unknown>, name: string): BoxSpace | UnreadableSpace {
  const dtype = jsonText(fields.get("dtype"), `${name}.dtype`);
  const shape = arrayShape(fields.get("shape"), `${name}.shape`);
  if (dtype === "uint8" && shape.length === 3) return { type: "unreadable", what: "an image" };
  const bounds = (end: "low" | "high"): number[] => {
    const bound = `${name}.${end}`;
    return expectLength(jsonNumbers(fields.get(end), bound), product(shape), bound);
  };
  return { type: "Box", shape, bounds: { low: bounds("low"), high: bounds("high") } };
}

function integerSpace(
  type: IntegerSpace["type"],
  fields: ReadonlyMap<string, unknown>,
  name: string,
): IntegerSpace {
  const field = type === "Discrete" ? "n" : "nvec";
  const counts = sizes(fields.get(field), `${name}.${field}`);
  const start = jsonNumbers(fields.get("start") ?? counts.map(() => 0), `${name}.start`);
  for (const first of start) jsonInteger(first, `${name}.start`, -INT32_MAXIMUM);
  return { type, counts, start: expectLength(start, counts.length, `${name}.start`) };
}

function compositeSpace(
  type: CompositeSpace["type"],
  fields: ReadonlyMap<string, unknown>,
  name: string,
  depth: number,
): CompositeSpace {
  const listed = fields.get("subspaces");
  const entries: [string, unknown][] =
    type === "Tuple" && Array.isArray(listed)
      ? listed.map((part, index) => [String(index), part])
      : [...jsonObject(listed, `${name}.subspaces`)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = entries.map(([key, part]) => [key, spaceOf(part, `${name}.${key}`, depth + 1)] as const);
  return { type, parts: new Map(parts) };
}

function arrayShape(value: unknown, name: string): number[] {
  const shape = sizes(value, name);
  if (product(shape) <= INT32_MAXIMUM) return shape;
  throw new DatasetError(`${name} must not multiply to more than ${INT32_MAXIMUM}; got [${shape}]`);
}

function sizes(value: unknown, name: string): number[] {
  return jsonNumbers(value, name).map((size) => jsonInteger(size, name, 1));
}

function expectLength(values: number[], length: number, name: string): number[] {
  if (values.length === length) return values;
  throw new DatasetError(`${name} must have ${length} entries; got ${values.length}`);
}

function product(factors: readonly number[]): number {
  return factors.reduce((result, factor) => result * factor, 1);
}
