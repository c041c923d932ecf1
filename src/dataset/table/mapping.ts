import { DatasetError } from "../dataset-error.ts";
import { refuseUnknownName } from "../options.ts";
import type { ColumnMapping } from "../table.ts";

/** What a column of a table can hold. */
export type MappedField = keyof ColumnMapping;

const fields: readonly MappedField[] = [
  "observation",
  "action",
  "reward",
  "nextObservation",
  "episode",
  "step",
  "terminated",
  "truncated",
  "behaviorProbability",
  "behaviorLogProbability",
];

const required: readonly MappedField[] = ["observation", "action", "reward"];
const vectors: readonly MappedField[] = ["observation", "action", "nextObservation"];

/** At most this many names are listed in a message. */
const LISTED_NAMES = 20;

/** The columns that hold a field, in the order of its components. */
export function mappedNames(mapping: ColumnMapping, field: MappedField): readonly string[] {
  const names = mapping[field];
  if (typeof names === "string") return [names];
  return names === undefined || names === true ? [] : names;
}

/** All columns of a mapping with what they hold. */
export function mappedColumns(mapping: ColumnMapping): ReadonlyMap<string, MappedField> {
  return new Map(fields.flatMap((field) => mappedNames(mapping, field).map((name) => [name, field])));
}

/** Throws a DatasetError for a mapping that contradicts itself or does not fit columns with these names. */
export function checkMapping(mapping: ColumnMapping, names: readonly string[]): void {
  if (typeof mapping !== "object" || mapping === null) {
    throw new DatasetError(`columns must be an object such as ${mappingExample}; got ${mapping}`);
  }
  refuseUnknownName("mapping field", mapping, fields);
  for (const field of fields) checkField(field, mapping[field]);
  checkNames(mapping, new Set(names));
  checkMeaning(mapping);
}

/** How a mapping is written. */
export const mappingExample: string =
  '{ observation: ["x", "y"], action: "a", reward: "r", episode: "session_id" }';

/** Names of a table for a message. */
export function listedNames(names: Iterable<string>): string {
  const all = [...names];
  const others = all.length > LISTED_NAMES ? ` and ${all.length - LISTED_NAMES} more` : "";
  return `${all.slice(0, LISTED_NAMES).join(", ") || "nothing"}${others}`;
}

function checkField(field: MappedField, value: unknown): void {
  if (value === undefined) {
    if (required.includes(field)) throw new DatasetError(`columns.${field} is missing`);
    return;
  }
  const isVector = vectors.includes(field);
  if (typeof value === "string" || (isVector && isNameList(value))) return;
  if (field === "terminated" && value === true) return;
  const others = isVector ? " or a list of names" : field === "terminated" ? " or true" : "";
  throw new DatasetError(
    `columns.${field} must be the name of a column${others}; got ${JSON.stringify(value)}`,
  );
}

function isNameList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string");
}

function checkNames(mapping: ColumnMapping, known: ReadonlySet<string>): void {
  const uses = new Map<string, MappedField>();
  for (const field of fields) {
    for (const name of mappedNames(mapping, field)) {
      const quoted = JSON.stringify(name);
      if (!known.has(name)) {
        throw new DatasetError(`columns.${field} is ${quoted}, but the columns are ${listedNames(known)}`);
      }
      const other = uses.get(name);
      if (other) throw new DatasetError(`${quoted} is named twice, by columns.${other} and columns.${field}`);
      uses.set(name, field);
    }
  }
}

function checkMeaning(mapping: ColumnMapping): void {
  const present = (field: MappedField): boolean => mapping[field] !== undefined;
  if (present("behaviorProbability") && present("behaviorLogProbability")) {
    throw new DatasetError("columns.behaviorProbability and columns.behaviorLogProbability say the same");
  }
  if (present("step") && !present("episode")) {
    throw new DatasetError("columns.step has no effect without columns.episode");
  }
  const useless = (["episode", "truncated"] as const).find(present);
  if (mapping.terminated === true && useless) {
    throw new DatasetError(`columns.${useless} has no effect: columns.terminated = true ends every row`);
  }
}
