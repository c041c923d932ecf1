import { DatasetError } from "./dataset-error.ts";
import { superblockOffset } from "./hdf5-signature.ts";

/** "GCOL" as a little-endian integer: all that the library checks before it walks the objects, but for the version. */
const COLLECTION = 0x4c4f_4347;
const HEADER_BYTES = 16;

/**
 * Walks the objects of the global heaps of a file, where HDF5 keeps texts of variable length. Throws a DatasetError at
 * a free object of size 0: the library (2.0.0) would walk in circles there for ever, and nothing can stop it.
 * HDF5 File Format Specification 3.0, III.E.
 */
export function checkGlobalHeaps(bytes: Uint8Array): void {
  const lengthBytes = lengthSize(bytes);
  if (lengthBytes !== 8) {
    throw new DatasetError(`texts are read from HDF5 files with lengths of 8 bytes; got ${lengthBytes}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = bytes.length - HEADER_BYTES;
  for (let at = bytes.indexOf(0x47); at >= 0 && at <= last; at = bytes.indexOf(0x47, at + 1)) {
    if (view.getUint32(at, true) === COLLECTION) walkCollection(view, at);
  }
}

/** The superblock's field "size of lengths", whose place depends on the version of the superblock. */
function lengthSize(bytes: Uint8Array): number | undefined {
  const start = superblockOffset(bytes);
  const version = bytes[start + 8] ?? 0;
  return bytes[start + (version < 2 ? 14 : 10)];
}

function walkCollection(view: DataView, start: number): void {
  const end = Math.min(start + Number(view.getBigUint64(start + 8, true)), view.byteLength);
  let at = start + HEADER_BYTES;
  while (at + HEADER_BYTES <= end) {
    const bytes = objectBytes(view, at);
    if (bytes === 0) throw new DatasetError(`the HDF5 global heap at byte ${start} is damaged at byte ${at}`);
    at += bytes;
  }
}

/** The free object, number 0, counts its header in its size; the others do not, and are padded to 8 bytes. */
function objectBytes(view: DataView, at: number): number {
  const size = Number(view.getBigUint64(at + 8, true));
  return view.getUint16(at, true) === 0 ? size : HEADER_BYTES + 8 * Math.ceil(size / 8);
}
