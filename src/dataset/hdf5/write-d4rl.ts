import type { File as LibraryFile } from "h5wasm";
import type { Dataset } from "../dataset.ts";
import { d4rlNames } from "./d4rl.ts";
import { type Hdf5Session, loadHdf5Library, withHdf5Session } from "./library.ts";

/** A column as it is stored. */
interface StoredColumn {
  readonly name: string;
  readonly values: Float32Array | Int32Array | Uint8Array;
  /** Little-endian float32, int32 or uint8, in the notation of Python's struct module. */
  readonly dtype: "<f" | "<i" | "<B";
  /** Undefined: one axis. */
  readonly width?: number;
}

const CHUNK_VALUES = 2 ** 16;

/**
 * The dataset as an HDF5 file in the flat D4RL layout, gzip-compressed: float32 columns, int32 discrete actions, uint8
 * flags. `loadDataset` reads back the same columns bit for bit; `spec.actions` is not stored, so pass `actionCount` or
 * `actionBounds` again. HDF5 notes the time of writing in the file, so that its bytes differ from one call to the next.
 * Throws a DatasetError when h5wasm is not installed or out of memory.
 */
export async function writeD4rl(dataset: Dataset): Promise<Uint8Array> {
  const library = await loadHdf5Library();
  return withHdf5Session(library, (session) => {
    const { attempt, path } = session;
    const file = attempt("the file cannot be created", () => new library.h5wasm.File(path, "w"));
    try {
      for (const column of storedColumns(dataset)) writeColumn(session, file, column, dataset.rows);
      attempt("the file cannot be completed", () => file.flush());
    } finally {
      file.close();
    }
    return library.module.FS.readFile(path);
  });
}

function storedColumns(dataset: Dataset): StoredColumn[] {
  const { spec, nextObservations } = dataset;
  const width = spec.observationSize;
  const columns: StoredColumn[] = [
    { name: d4rlNames.observations, values: dataset.observations, dtype: "<f", width },
    spec.actions.kind === "discrete"
      ? { name: d4rlNames.actions, values: dataset.actions, dtype: "<i" }
      : { name: d4rlNames.actions, values: dataset.actions, dtype: "<f", width: spec.actions.size },
    { name: d4rlNames.rewards, values: dataset.rewards, dtype: "<f" },
    { name: d4rlNames.terminated, values: dataset.terminated, dtype: "<B" },
    { name: d4rlNames.truncated, values: dataset.truncated, dtype: "<B" },
  ];
  return nextObservations
    ? [...columns, { name: d4rlNames.nextObservations, values: nextObservations, dtype: "<f", width }]
    : columns;
}

function writeColumn({ attempt }: Hdf5Session, file: LibraryFile, column: StoredColumn, rows: number): void {
  const { name, values: data, dtype, width } = column;
  const chunkRows = Math.min(rows, Math.ceil(CHUNK_VALUES / (width ?? 1)));
  const shape = width === undefined ? [rows] : [rows, width];
  const chunks = width === undefined ? [chunkRows] : [chunkRows, width];
  attempt(`${name} cannot be written`, () =>
    file.create_dataset({ name, data, shape, dtype, chunks, compression: "gzip" }),
  );
}
