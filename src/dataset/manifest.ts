import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { readManifest } from "./read-manifest.ts";
import { sha256 } from "./sha256.ts";
import { type StoredColumnName, storedColumnNames, vectorSize } from "./stored-columns.ts";

/** What one column holds: its type, its shape and a checksum of its little-endian bytes. */
export interface ColumnManifest {
  readonly type: "float32" | "int32" | "uint8";
  /** [rows], or [rows, size] where a row is a vector. */
  readonly shape: readonly number[];
  /** SHA-256 in hexadecimal digits. */
  readonly sha256: string;
}

/** Checksums by which it shows whether a dataset is still what it was. It is JSON as it is. */
export interface DatasetManifest {
  readonly format: 1;
  readonly rows: number;
  readonly columns: Readonly<Partial<Record<StoredColumnName, ColumnManifest>>>;
}

/** The manifest of a dataset: type, shape and SHA-256 of each of its columns. */
export async function datasetManifest(dataset: Dataset): Promise<DatasetManifest> {
  const columns: Partial<Record<StoredColumnName, ColumnManifest>> = {};
  for (const name of storedColumnNames) {
    const values = dataset[name];
    if (values) columns[name] = { ...layoutOf(dataset, name, values), sha256: await sha256(values) };
  }
  return { format: 1, rows: dataset.rows, columns };
}

/**
 * Resolves where every column of a dataset is what its manifest says, to the bit. Throws a DatasetError that names the
 * first column that differs, and for what is no manifest.
 */
export async function checkManifest(dataset: Dataset, manifest: DatasetManifest): Promise<void> {
  const { rows, columns } = readManifest(manifest);
  if (rows !== dataset.rows) {
    throw new DatasetError(`the dataset must have the ${rows} rows of its manifest; got ${dataset.rows}`);
  }
  for (const name of storedColumnNames) await checkColumn(dataset, name, columns[name]);
}

async function checkColumn(
  dataset: Dataset,
  name: StoredColumnName,
  expected: ColumnManifest | undefined,
): Promise<void> {
  const values = dataset[name];
  if (!values && !expected) return;
  if (!values) throw new DatasetError(`${name} is missing: the manifest has it`);
  if (!expected) throw new DatasetError(`${name} must be in the manifest; got a dataset that has it alone`);
  const [layout, listed] = [layoutOf(dataset, name, values), expected].map(describeLayout);
  if (layout !== listed)
    throw new DatasetError(`${name} must be ${listed}, as the manifest says; got ${layout}`);
  const checksum = await sha256(values);
  if (checksum === expected.sha256) return;
  throw new DatasetError(
    `${name} must have the SHA-256 of the manifest, ${expected.sha256}; got ${checksum}: its values were changed`,
  );
}

type Layout = Pick<ColumnManifest, "type" | "shape">;

function layoutOf({ rows, spec }: Dataset, name: StoredColumnName, values: ArrayBufferView): Layout {
  const size = vectorSize(name, spec);
  return { type: typeOf(values), shape: size === undefined ? [rows] : [rows, size] };
}

function typeOf(values: ArrayBufferView): ColumnManifest["type"] {
  if (values instanceof Float32Array) return "float32";
  return values instanceof Int32Array ? "int32" : "uint8";
}

function describeLayout({ type, shape }: Layout): string {
  return `${type} [${shape.join(", ")}]`;
}
