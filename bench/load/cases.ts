import type { Dataset } from "../../src/index.ts";
import { writeCsv, writeD4rl, writeJsonLines, writeNpz, writeParquet } from "../../src/index.ts";

/** A format to load: how our file of it is written, and the Python library that reads it. */
export interface LoadCase {
  readonly name: string;
  readonly file: string;
  readonly write: (dataset: Dataset) => Promise<Uint8Array>;
  readonly library: "h5py" | "pyarrow" | "pandas" | "numpy";
}

export const loadCases: readonly LoadCase[] = [
  { name: "data/load/hdf5", file: "log.hdf5", write: writeD4rl, library: "h5py" },
  { name: "data/load/parquet", file: "log.parquet", write: writeParquet, library: "pyarrow" },
  { name: "data/load/npz", file: "log.npz", write: writeNpz, library: "numpy" },
  { name: "data/load/csv", file: "log.csv", write: writeCsv, library: "pandas" },
  { name: "data/load/jsonLines", file: "log.jsonl", write: writeJsonLines, library: "pandas" },
];
