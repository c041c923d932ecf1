import type { Dataset } from "../dataset.ts";
import { datasetManifest } from "../manifest.ts";
import { loadHdf5Library, withHdf5Session } from "./library.ts";
import { manifestAttribute } from "./manifest-attribute.ts";

/** Numbers as they are stored, row-major: float32, float64, int32, int64 or uint8, little-endian. */
export interface StoredColumn {
  /** `infos/action_log_probs`; the group must have been made. */
  readonly path: string;
  readonly values: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;
  /** Empty for one number. */
  readonly shape: readonly number[];
  /** Whether to store it by gzip, in chunks. */
  readonly compressed?: boolean;
}

/** Integers are stored as int64, other numbers as float64, texts in UTF-8 and of fixed length. */
export type StoredAttribute = bigint | number | string;

/** An HDF5 file while it is written. */
export interface Hdf5Writer {
  readonly group: (path: string) => void;
  /** Attaches a value to a group, the root if its path is empty. */
  readonly attribute: (path: string, name: string, value: StoredAttribute) => void;
  readonly column: (column: StoredColumn) => void;
  /** Texts of variable length in UTF-8: a list, or one without an axis. */
  readonly texts: (path: string, texts: string | readonly string[]) => void;
}

const CHUNK_VALUES = 2 ** 16;

/**
 * The bytes of an HDF5 file with what `write` puts into it, and the manifest of `dataset`. HDF5 notes the time of writing, so
 * that the bytes differ from one call to the next. Throws a DatasetError when h5wasm is not installed or out of memory.
 */
export async function writeHdf5(dataset: Dataset, write: (writer: Hdf5Writer) => void): Promise<Uint8Array> {
  const manifest = JSON.stringify(await datasetManifest(dataset));
  const library = await loadHdf5Library();
  const { File, Group } = library.h5wasm;
  return withHdf5Session(library, ({ attempt, path: place }) => {
    const file = attempt("the file cannot be created", () => new File(place, "w"));
    const writer: Hdf5Writer = {
      group: (path) => void attempt(`${path} cannot be made`, () => file.create_group(path)),
      attribute(path, name, value) {
        const { data, dtype } = attributeData(value);
        attempt(`the attribute ${name} cannot be written`, () =>
          new Group(file.file_id, `/${path}`).create_attribute(name, data, [], dtype),
        );
      },
      column({ path: name, values: data, shape, compressed }) {
        const chunks = compressed ? { chunks: chunkShape(shape), compression: "gzip" as const } : {};
        const dtype = dtypeOf(data);
        attempt(`${name} cannot be written`, () =>
          file.create_dataset({ name, data, shape: [...shape], dtype, ...chunks }),
        );
      },
      texts(name, texts) {
        const shape = typeof texts === "string" ? [] : [texts.length];
        const data = typeof texts === "string" ? texts : [...texts];
        attempt(`${name} cannot be written`, () => file.create_dataset({ name, data, shape, dtype: "S" }));
      },
    };
    try {
      write(writer);
      writer.attribute("", manifestAttribute, manifest);
      attempt("the file cannot be completed", () => file.flush());
    } finally {
      file.close();
    }
    return library.module.FS.readFile(place);
  });
}

/** In the notation of Python's struct module, which h5wasm takes. */
function dtypeOf(values: StoredColumn["values"]): string {
  if (values instanceof Float32Array) return "<f";
  if (values instanceof Float64Array) return "<d";
  if (values instanceof Int32Array) return "<i";
  return values instanceof BigInt64Array ? "<q" : "<B";
}

function attributeData(value: StoredAttribute): {
  data: BigInt64Array | Float64Array | string;
  dtype: string;
} {
  if (typeof value === "bigint") return { data: BigInt64Array.of(value), dtype: "<q" };
  if (typeof value === "number") return { data: Float64Array.of(value), dtype: "<d" };
  return { data: value, dtype: `S${new TextEncoder().encode(value).length}` };
}

function chunkShape([rows = 0, ...others]: readonly number[]): number[] {
  const width = others.reduce((product, length) => product * length, 1);
  return [Math.min(rows, Math.ceil(CHUNK_VALUES / width)), ...others];
}
