import { assembleVerified } from "./assemble-verified.ts";
import { createDataset, type DatasetColumns } from "./create-dataset.ts";
import { csvFormat } from "./csv/format.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { type DatasetWarning, Findings } from "./findings.ts";
import type { FileFormat, ReadOptions } from "./format.ts";
import { hdf5Format } from "./hdf5/format.ts";
import { isolatedDataset } from "./isolation/isolated-dataset.ts";
import { jsonLinesFormat } from "./json-lines/format.ts";
import { checkManifest, type DatasetManifest } from "./manifest.ts";
import { isMinariFolder } from "./minari/folder.ts";
import { readMinari } from "./minari/read-minari.ts";
import { npyFormat, npzFormat } from "./numpy/format.ts";
import { checkOptionNames, datasetOptionNames } from "./options.ts";
import { parquetFormat } from "./parquet/format.ts";
import { printWarning } from "./print-warning.ts";
import { type FileSource, isFileSource, type OpenFile, openSource } from "./source.ts";

export interface LoadOptions extends ReadOptions {
  /** Called once for each warning. Default: `console.warn`. */
  readonly onWarning?: (warning: DatasetWarning) => void;
  /** What the log must be to the bit, from `datasetManifest`. A manifest that the file carries is checked in any case. */
  readonly manifest?: DatasetManifest;
}

const formats: readonly FileFormat[] = [
  hdf5Format,
  parquetFormat,
  csvFormat,
  jsonLinesFormat,
  npyFormat,
  npzFormat,
];

/** As much of a file as its format is told by; an HDF5 signature may stand behind a user block. */
const START_BYTES = 4096;

/**
 * Loads a log of decisions and checks it. A file may be HDF5 in the D4RL layout or a d3rlpy 2.1 replay buffer, or a table:
 * Parquet, CSV, JSON Lines, .npy or .npz.
 * `source` is a path (Node), also that of the folder of a Minari dataset, a URL, a Blob or File, the bytes of a file, or
 * columns in memory as for `createDataset`.
 * Throws a DatasetError for a source that cannot be read and for a log that cannot be learned from; what is only
 * suspicious is reported to `onWarning` and kept in `warnings`. A column that differs from the manifest, given or stored
 * in the file, is refused too.
 */
export async function loadDataset(
  source: FileSource | DatasetColumns,
  options: LoadOptions = {},
): Promise<Dataset> {
  checkSource(source);
  const { onWarning = printWarning, manifest, ...rest } = options;
  const dataset = isFileSource(source) ? await loadFile(source, rest) : createDataset(source, rest);
  if (manifest !== undefined) await checkManifest(dataset, manifest);
  for (const warning of dataset.warnings) onWarning(warning);
  return dataset;
}

function checkSource(source: unknown): void {
  if (typeof source === "string" || (typeof source === "object" && source !== null)) return;
  throw new DatasetError(
    `loadDataset takes a path, a URL, a Blob, the bytes of a file, or an object of columns; got ${String(source)}`,
  );
}

async function loadFile(source: FileSource, options: ReadOptions): Promise<Dataset> {
  if (isPath(source) && (await isMinariFolder(source))) return readMinari(source, options);
  const findings = new Findings();
  const file = await openSource(source);
  try {
    const format = await formatOf(file, options);
    checkOptionNames(options, [...datasetOptionNames, "format", ...format.optionNames]);
    if (format.isolatedTask && options.isolate !== false) {
      return await isolatedDataset(format.isolatedTask, [file], options);
    }
    const columns = await format.read(file, options, findings);
    return await assembleVerified(columns, options, findings);
  } finally {
    await file.close();
  }
}

function isPath(source: FileSource): source is string | URL {
  return typeof source === "string" || source instanceof URL;
}

async function formatOf(file: OpenFile, { format }: ReadOptions): Promise<FileFormat> {
  if (format !== undefined) return formatNamed(format);
  const start = await file.slice(0, Math.min(START_BYTES, file.size));
  const found = formats.find(({ recognizes }) => recognizes(start, file.name?.toLowerCase() ?? ""));
  if (found) return found;
  const known = formats.map(({ name }) => name).join(", ");
  throw new DatasetError(
    `the format of ${file.name ?? "the file"} (${file.size} bytes) is not recognized; known: ${known}; pass { format }`,
  );
}

function formatNamed(name: string): FileFormat {
  const format = formats.find((known) => known.name === name);
  if (format) return format;
  throw new DatasetError(
    `format must be one of ${formats.map((known) => known.name).join(", ")}; got ${name}`,
  );
}
