import { createDataset, type DatasetColumns } from "./create-dataset.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import type { DatasetWarning } from "./findings.ts";
import { type Hdf5Options, readHdf5Dataset } from "./hdf5/read.ts";
import { checkOptionNames, datasetOptionNames } from "./options.ts";
import { type FileSource, readSource } from "./source.ts";

export interface LoadOptions extends Hdf5Options {
  /** Called once for each warning. Default: `console.warn`. */
  readonly onWarning?: (warning: DatasetWarning) => void;
}

/**
 * Loads a log of decisions and checks it. A file may be HDF5 in the D4RL layout or a d3rlpy 2.1 replay buffer.
 * `source` is a path (Node), a URL, a Blob or File, the bytes of a file, or columns in memory as for `createDataset`.
 * Throws a DatasetError for a source that cannot be read and for a log that cannot be learned from; what is only
 * suspicious is reported to `onWarning` and kept in `warnings`.
 */
export async function loadDataset(
  source: FileSource | DatasetColumns,
  options: LoadOptions = {},
): Promise<Dataset> {
  checkSource(source);
  const { onWarning = printWarning, ...rest } = options;
  const dataset = isFileSource(source) ? await loadFile(source, rest) : createDataset(source, rest);
  for (const warning of dataset.warnings) onWarning(warning);
  return dataset;
}

function checkSource(source: unknown): void {
  if (typeof source === "string" || (typeof source === "object" && source !== null)) return;
  throw new DatasetError(
    `loadDataset takes a path, a URL, a Blob, the bytes of a file, or an object of columns; got ${String(source)}`,
  );
}

async function loadFile(source: FileSource, options: Hdf5Options): Promise<Dataset> {
  checkOptionNames(options, [...datasetOptionNames, "maximumBytes"]);
  return readHdf5Dataset(await readSource(source), options);
}

function isFileSource(source: FileSource | DatasetColumns): source is FileSource {
  return (
    typeof source === "string" ||
    source instanceof URL ||
    source instanceof Blob ||
    source instanceof ArrayBuffer ||
    source instanceof Uint8Array
  );
}

function printWarning({ message }: DatasetWarning): void {
  // biome-ignore lint/suspicious/noConsole: what is wrong with the data must be seen where nobody listens
  console.warn(`offline-rl: ${message}`);
}
