import type { Metadata } from "h5wasm";
import { DatasetError } from "../dataset-error.ts";
import type { Hdf5Dataset } from "./column.ts";
import type { Hdf5Session } from "./library.ts";

/** Every byte of a buffer before it is read into: NaN as a float, out of range as a flag or an action. */
const UNWRITTEN = 0xff;

/** Columns are decoded in parts of about this size: memory that the library once had it never gives back. */
const PART_BYTES = 2 ** 22;

/** `count` entries of every axis from `offset` on; null for the one number of a dataset without axes. */
interface Part {
  readonly count: bigint[] | null;
  readonly offset: bigint[] | null;
  readonly bytes: number;
}

/** The decoded values of a dataset that takes `bytes`. Throws a DatasetError when they are damaged. */
export function storedBytes(session: Hdf5Session, dataset: Hdf5Dataset, bytes: number): ArrayBuffer {
  const values = new Uint8Array(bytes);
  if (bytes === 0) return values.buffer;
  const { module } = session.library;
  const parts = partsOf(dataset.metadata, bytes);
  const partBytes = Math.max(...parts.map((part) => part.bytes));
  const pointer = module._malloc(partBytes);
  if (pointer === 0)
    throw new DatasetError(`${dataset.name} needs ${partBytes} bytes, which h5wasm cannot get`);
  try {
    let start = 0;
    for (const part of parts) {
      readPart(session, dataset, part, pointer);
      values.set(module.HEAPU8.subarray(pointer, pointer + part.bytes), start);
      start += part.bytes;
    }
    return values.buffer;
  } finally {
    module._free(pointer);
  }
}

/** Whole rows of chunks, so that no chunk is decoded twice. */
function partsOf({ shape, chunks }: Metadata, bytes: number): Part[] {
  const [rows, ...axes] = shape ?? [];
  if (rows === undefined) return [{ count: null, offset: null, bytes }];
  const chunkRows = chunks?.[0] ?? 1;
  const rowBytes = bytes / rows;
  const partRows = chunkRows * Math.max(1, Math.floor(PART_BYTES / (rowBytes * chunkRows)));
  return Array.from({ length: Math.ceil(rows / partRows) }, (_, index) => {
    const first = index * partRows;
    const count = Math.min(partRows, rows - first);
    return {
      count: [count, ...axes].map(BigInt),
      offset: [first, ...axes.map(() => 0)].map(BigInt),
      bytes: count * rowBytes,
    };
  });
}

function readPart(
  { attempt, library: { module } }: Hdf5Session,
  { name, entity }: Hdf5Dataset,
  { count, offset, bytes }: Part,
  pointer: number,
): void {
  module.HEAPU8.fill(UNWRITTEN, pointer, pointer + bytes);
  attempt(`${name} cannot be decoded`, () => {
    const strides = count?.map(() => 1n);
    module.get_dataset_data(entity.file_id, entity.path, count, offset, strides ?? null, BigInt(pointer));
  });
}
