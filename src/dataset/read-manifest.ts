import { DatasetError } from "./dataset-error.ts";
import type { ColumnManifest, DatasetManifest } from "./manifest.ts";
import { storedColumnNames } from "./stored-columns.ts";

type Entries = Readonly<Record<string, unknown>>;

/** The manifest that a text says in JSON. Throws a DatasetError for another text. */
export function parseManifest(text: string): DatasetManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DatasetError("the manifest must be JSON; got another text", { cause });
  }
  return readManifest(value);
}

/** A manifest of which every field has been checked. Throws a DatasetError that names the field that is wrong. */
export function readManifest(value: unknown): DatasetManifest {
  const { format, rows, columns } = entriesOf("the manifest", value, ["format", "rows", "columns"]);
  if (format !== 1) throw wrong("format", "1", format);
  if (!isCount(rows)) throw wrong("rows", "a number of rows", rows);
  const entries = Object.entries(entriesOf("columns of the manifest", columns, storedColumnNames));
  return {
    format,
    rows,
    columns: Object.fromEntries(entries.map(([name, column]) => [name, readColumn(name, column)])),
  };
}

function readColumn(name: string, value: unknown): ColumnManifest {
  const column = entriesOf(`${name} of the manifest`, value, ["type", "shape", "sha256"]);
  const { type, shape, sha256 } = column;
  if (type !== "float32" && type !== "int32" && type !== "uint8") {
    throw wrong(`${name}.type`, "float32, int32 or uint8", type);
  }
  if (!(Array.isArray(shape) && shape.every(isCount))) throw wrong(`${name}.shape`, "sizes", shape);
  if (!(typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256))) {
    throw wrong(`${name}.sha256`, "64 hexadecimal digits", sha256);
  }
  return { type, shape, sha256 };
}

/** The fields of an object that may have no others. */
function entriesOf(name: string, value: unknown, known: readonly string[]): Entries {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new DatasetError(`${name} must be an object; got ${JSON.stringify(value)}`);
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return Object.fromEntries(Object.entries(value));
  throw new DatasetError(`${name} must have no other fields than ${known.join(", ")}; got ${unknown}`);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function wrong(field: string, rule: string, value: unknown): DatasetError {
  return new DatasetError(`${field} of the manifest must be ${rule}; got ${JSON.stringify(value)}`);
}
