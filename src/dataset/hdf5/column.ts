import type { Dataset as LibraryDataset, Metadata } from "h5wasm";
import { DatasetError } from "../dataset-error.ts";
import { checkDecodedSize } from "../decoded-limit.ts";
import type { RawValues } from "../raw-columns.ts";
import type { Hdf5Session } from "./library.ts";
import { storedBytes } from "./stored-bytes.ts";

/** A dataset that was found in a file. */
export interface Hdf5Dataset {
  /** Its path from the root: `episode_0/rewards`. */
  readonly name: string;
  readonly entity: LibraryDataset;
  readonly metadata: Metadata;
}

/** A numeric dataset as its file declares it. */
export interface Hdf5Column {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether the stored type is an integer, a boolean included. */
  readonly integer: boolean;
  /** What reading it takes; the declared size may be far above that of the file. */
  readonly bytes: number;
  /** Decodes the values, row-major. Throws a DatasetError when they are damaged. */
  readonly read: () => RawValues;
}

/** Filters 1 … 6 are part of HDF5: deflate, shuffle, Fletcher-32, szip, n-bit and scale-offset. */
const LAST_OWN_FILTER = 6;

/** A version or a name, not a document. */
const TEXT_BYTES = 256;

const typeNames = [
  "integer",
  "float",
  "time",
  "string",
  "bit field",
  "opaque",
  "compound",
  "reference",
  "enumeration",
  "variable-length",
  "array",
];

const decoders: Readonly<Record<string, (bytes: ArrayBuffer) => RawValues>> = {
  float32: (bytes) => new Float32Array(bytes),
  float64: (bytes) => new Float64Array(bytes),
  int8: (bytes) => new Int8Array(bytes),
  int16: (bytes) => new Int16Array(bytes),
  int32: (bytes) => new Int32Array(bytes),
  int64: (bytes) => Float64Array.from(new BigInt64Array(bytes), Number),
  uint8: (bytes) => new Uint8Array(bytes),
  uint16: (bytes) => new Uint16Array(bytes),
  uint32: (bytes) => new Uint32Array(bytes),
  uint64: (bytes) => Float64Array.from(new BigUint64Array(bytes), Number),
};

/** Throws a DatasetError for a type that is not numeric, for filters of plug-ins, and for values that lie in other files. */
export function numericColumn(session: Hdf5Session, dataset: Hdf5Dataset): Hdf5Column {
  const { name, metadata } = dataset;
  const { shape, size } = metadata;
  const type = numericType(dataset);
  const decode = decoders[type];
  if (decode === undefined) {
    throw new DatasetError(`${name} must be stored as numbers; got type ${type}`);
  }
  if (shape === null) throw new DatasetError(`${name} has no values: its data space is null`);
  if (metadata.virtual_sources) {
    throw new DatasetError(
      `${name} is a virtual data set, and the files that hold its values are not opened`,
    );
  }
  refuseFilters(session, dataset);
  const stored = product(shape) * size;
  return {
    name,
    shape,
    integer: !type.startsWith("float"),
    bytes: Math.max(stored, product(metadata.chunks ?? []) * size),
    read: () => decode(storedBytes(session, dataset, stored)),
  };
}

/** The filters of a plug-in, such as h5py's lzf: the library would look for it on a disk that it does not have. */
function refuseFilters({ attempt, library }: Hdf5Session, { name, entity, metadata }: Hdf5Dataset): void {
  if (metadata.chunks === null) return;
  const filters = attempt(`the filters of ${name} cannot be read`, () =>
    library.module.get_dataset_filters(entity.file_id, entity.path),
  );
  const foreign = filters.find(({ id }) => id > LAST_OWN_FILTER);
  if (foreign === undefined) return;
  throw new DatasetError(
    `${name} must be stored by gzip or without compression; got ${foreign.name || `filter ${foreign.id}`}, a plug-in of HDF5`,
  );
}

/** Throws a DatasetError when reading the columns takes more than `maximumBytes`. */
export function checkDecodedBytes(columns: readonly Hdf5Column[], maximumBytes: number): void {
  checkDecodedSize(
    columns.reduce((sum, column) => sum + column.bytes, 0),
    maximumBytes,
  );
}

/** Values a row: (N) and (N, 1) have one. Throws a DatasetError for other than one or two axes. */
export function columnWidth({ name, shape }: Hdf5Column): number {
  if (shape.length < 1 || shape.length > 2) {
    throw new DatasetError(`${name} must have one or two axes; got shape (${shape.join(", ")})`);
  }
  return shape[1] ?? 1;
}

/** Throws a DatasetError unless the dataset is one string of at most 256 bytes. */
export function shortText(
  { attempt, library }: Hdf5Session,
  { name, entity, metadata }: Hdf5Dataset,
): string {
  const isText = metadata.type === library.module.H5T_class_t.H5T_STRING.value;
  if (!isText || product(metadata.shape ?? [0]) !== 1 || metadata.size > TEXT_BYTES) {
    throw new DatasetError(
      `${name} must be one short string; got type ${numericType({ name, entity, metadata })}`,
    );
  }
  return String(attempt(`${name} cannot be decoded`, () => entity.value));
}

/** `float32`, `int64`, …, or the class of a type that is not numeric. A boolean is an enumeration over int8. */
function numericType({ metadata: { type, enum_type, size, signed } }: Hdf5Dataset): string {
  const typeClass = typeNames[enum_type?.type ?? type] ?? "unknown";
  if (typeClass === "float") return `float${size * 8}`;
  if (typeClass === "integer") return `${signed ? "int" : "uint"}${size * 8}`;
  return typeClass;
}

function product(factors: readonly number[]): number {
  return factors.reduce((result, factor) => result * factor, 1);
}
