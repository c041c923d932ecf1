import type { FileMetaData } from "hyparquet";
import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";
import { damaged, declared, parsed } from "./damage.ts";
import type { ParquetLibrary } from "./library.ts";
import { structureEnd } from "./thrift.ts";

const MAGIC = "PAR1";
const ENCRYPTED_MAGIC = "PARE";

/** The length of the metadata and the magic. */
const TAIL_BYTES = 8;

/** Metadata of ten thousand columns in a hundred row groups stay below. */
const MAXIMUM_FOOTER_BYTES = 2 ** 26;

/** What a Parquet file says of itself, behind its data. */
export interface Footer {
  readonly metadata: FileMetaData;
  /** Where the metadata begin and the data end. */
  readonly start: number;
}

/** Whether a file begins as Parquet files do. */
export function hasParquetMagic(start: Uint8Array): boolean {
  return [MAGIC, ENCRYPTED_MAGIC].includes(text(start.subarray(0, MAGIC.length)));
}

/** Reads the metadata. Throws a DatasetError for a file that is no Parquet file, cut off, encrypted or damaged. */
export async function readFooter(file: OpenFile, library: ParquetLibrary): Promise<Footer> {
  if (file.size < MAGIC.length + TAIL_BYTES) {
    throw new DatasetError(`not a Parquet file: it must have at least 12 bytes; got ${file.size}`);
  }
  checkMagic(text(await file.slice(0, MAGIC.length)), "begin");
  const tail = await file.slice(file.size - TAIL_BYTES, file.size);
  checkMagic(text(tail.subarray(4)), "end");
  const room = Math.min(file.size - MAGIC.length - TAIL_BYTES, MAXIMUM_FOOTER_BYTES);
  const length = declared("the length of the metadata", littleEndian(tail), room);
  const start = file.size - TAIL_BYTES - length;
  const bytes = await file.slice(start, file.size);
  const end = structureEnd(bytes.subarray(0, length), 0);
  if (end !== length) throw damaged(`the metadata must end after ${length} bytes; they end after ${end}`);
  const metadata = parsed("the metadata", () => library.parquetMetadata(bytes, { geoparquet: false }));
  return { metadata, start };
}

function checkMagic(found: string, place: string): void {
  if (found === ENCRYPTED_MAGIC)
    throw new DatasetError("the Parquet file is encrypted, which is not supported");
  if (found === MAGIC) return;
  throw new DatasetError(
    `not a whole Parquet file: it must ${place} with ${MAGIC}; got ${JSON.stringify(found)}`,
  );
}

function text(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function littleEndian(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
}
