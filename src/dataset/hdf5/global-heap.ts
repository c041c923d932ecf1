import { DatasetError } from "../dataset-error.ts";
import { superblockOffset } from "./signature.ts";

/** "GCOL" as a little-endian integer, and the version behind it: the library walks nothing else. */
const COLLECTION = 0x4c4f_4347;
const VERSION = 1;
const HEADER_BYTES = 16;
const SMALLEST_COLLECTION = 4096;

/** The library is compiled for 32 bits, and forgets the upper half of every size. */
const LARGEST_SIZE = 2 ** 32 - 1;

/** The class of a virtual data set in its data layout message; the address of a global heap follows it. */
const VIRTUAL_LAYOUT = 3;

/**
 * Walks the objects of the global heaps of a file, where HDF5 keeps texts of variable length. Throws a DatasetError
 * unless every object leads to the next one or to the end of its heap: at some others the library (2.0.0) would stand
 * still for ever, and nothing can stop it. HDF5 File Format Specification 3.0, III.E.
 */
export function checkGlobalHeaps(bytes: Uint8Array): void {
  for (const message of heapDamages(bytes).values()) throw new DatasetError(message);
}

/**
 * The same for the heaps that virtual data sets name, whose sources the library reads as soon as it opens them. Other
 * heaps are not refused: compressed values may look like one.
 */
export function checkVirtualHeaps(bytes: Uint8Array): void {
  const damages = heapDamages(bytes);
  if (damages.size === 0) return;
  const { start, offsetBytes } = superblock(bytes);
  for (let at = bytes.indexOf(VIRTUAL_LAYOUT); at >= 0; at = bytes.indexOf(VIRTUAL_LAYOUT, at + 1)) {
    const message = damages.get(start + littleEndian(bytes.subarray(at + 1, at + 1 + offsetBytes)));
    if (message !== undefined) throw new DatasetError(message);
  }
}

/** What is wrong with heaps, by where they begin. */
function heapDamages(bytes: Uint8Array): Map<number, string> {
  const { lengthBytes } = superblock(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damages = new Map<number, string>();
  const last = bytes.length - HEADER_BYTES;
  for (let at = bytes.indexOf(0x47); at >= 0 && at <= last; at = bytes.indexOf(0x47, at + 1)) {
    const damage = isCollection(view, at) && collectionDamage(view, at, lengthBytes);
    if (damage) damages.set(at, damage);
  }
  return damages;
}

interface Superblock {
  readonly start: number;
  /** Bytes of every address in the file that can be other than 0. */
  readonly offsetBytes: number;
  /** Bytes of every size in the file. */
  readonly lengthBytes: number | undefined;
}

/** The places of the fields depend on the version of the superblock. */
function superblock(bytes: Uint8Array): Superblock {
  const start = superblockOffset(bytes);
  const sizes = start + ((bytes[start + 8] ?? 0) < 2 ? 13 : 9);
  return { start, offsetBytes: Math.min(bytes[sizes] ?? 0, 8), lengthBytes: bytes[sizes + 1] };
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((high, byte) => high * 256 + byte, 0);
}

function isCollection(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === COLLECTION && view.getUint8(at + 4) === VERSION;
}

function collectionDamage(
  view: DataView,
  start: number,
  lengthBytes: number | undefined,
): string | undefined {
  const heap = `the HDF5 global heap at byte ${start}`;
  if (lengthBytes !== 8) return `${heap} must be in a file with lengths of 8 bytes; got ${lengthBytes}`;
  const bytes = view.getBigUint64(start + 8, true);
  const left = Math.min(view.byteLength - start, LARGEST_SIZE);
  if (bytes < SMALLEST_COLLECTION || bytes > left) {
    return `${heap} must take from ${SMALLEST_COLLECTION} to ${left} bytes; got ${bytes}`;
  }
  const damage = objectDamage(view, start + HEADER_BYTES, start + Number(bytes));
  return damage && `${heap} is damaged ${damage}`;
}

/** Steps are whole numbers without a limit: one that fits into what is left is the same in the library's 32 bits. */
function objectDamage(view: DataView, start: number, end: number): string | undefined {
  let at = start;
  // the library takes a rest that is too short for a header as free
  while (at + HEADER_BYTES <= end) {
    const bytes = objectBytes(view, at);
    if (bytes < HEADER_BYTES || bytes > end - at || bytes % 8n !== 0n) {
      const rule = `a multiple of 8 bytes from ${HEADER_BYTES} to ${end - at}`;
      return `at byte ${at}: an object must take ${rule}; got ${bytes}`;
    }
    at += Number(bytes);
  }
  return undefined;
}

/** The free object, number 0, counts its header in its size; the others do not, and are padded to 8 bytes. */
function objectBytes(view: DataView, at: number): bigint {
  const size = view.getBigUint64(at + 8, true);
  return view.getUint16(at, true) === 0 ? size : BigInt(HEADER_BYTES) + 8n * ((size + 7n) / 8n);
}
