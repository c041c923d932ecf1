import { DatasetError } from "../dataset-error.ts";
import { checkDecodedSize, decodedLimit } from "../decoded-limit.ts";
import type { Findings } from "../findings.ts";
import type { ReadOptions } from "../format.ts";
import type { RawColumn, RawColumns } from "../raw-columns.ts";
import type { OpenFile } from "../source.ts";
import { resolveMapping } from "../table/default-mapping.ts";
import { mappedColumns } from "../table/mapping.ts";
import { tableColumns } from "../table/table-columns.ts";
import { type ZipEntry, zipEntries } from "../zip/entries.ts";
import { readEntry } from "../zip/read-entry.ts";
import { decodeArray } from "./array.ts";
import { arrayHeader } from "./header.ts";

const SUFFIX = ".npy";

/**
 * Reads a log from a NumPy archive: one array a column, by a mapping or by well-known names. Only the arrays that are
 * used are read, and all their sizes are checked before. Throws a DatasetError for an archive that is damaged, for arrays
 * other than of numbers with one or two axes, and where their lengths differ.
 */
export async function readNpz(file: OpenFile, options: ReadOptions, findings: Findings): Promise<RawColumns> {
  const arrays = arrayEntries(await zipEntries(file));
  const mapping = resolveMapping([...arrays.keys()], options.columns, findings);
  const used = [...arrays].filter(([name]) => mappedColumns(mapping).has(name));
  checkDecodedSize(
    used.reduce((sum, [, { size }]) => sum + size, 0),
    decodedLimit(options.maximumBytes),
  );
  const columns = new Map<string, RawColumn>();
  for (const [name, entry] of used) columns.set(name, await readColumn(file, name, entry));
  return tableColumns({ rows: commonRows(columns), columns }, mapping, findings);
}

function arrayEntries(entries: ReadonlyMap<string, ZipEntry>): ReadonlyMap<string, ZipEntry> {
  const arrays = [...entries].filter(([name]) => name.endsWith(SUFFIX));
  return new Map(arrays.map(([name, entry]) => [name.slice(0, -SUFFIX.length), entry]));
}

async function readColumn(file: OpenFile, name: string, entry: ZipEntry): Promise<RawColumn> {
  const bytes = await readEntry(file, entry);
  const quoted = JSON.stringify(name);
  return decodeArray(quoted, bytes, arrayHeader(quoted, bytes, bytes.length));
}

function commonRows(columns: ReadonlyMap<string, RawColumn>): number {
  const counts = [...columns].map(([name, { values, width }]) => ({ name, rows: values.length / width }));
  const [first] = counts;
  if (first === undefined || counts.some(({ rows }) => rows !== first.rows)) {
    const found = counts.map(({ name, rows }) => `${name} ${rows}`).join(", ");
    throw new DatasetError(`all arrays must have the same number of rows; got ${found}`);
  }
  return first.rows;
}
