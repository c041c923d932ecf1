import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";
import { crc32 } from "./crc32.ts";
import { damaged, type EntryHeader, entryHeader, LOCAL } from "./entry-header.ts";

const STORED = 0;
const DEFLATED = 8;

/** Bits of the flags: encryption, sizes behind the data, strong encryption. */
const ENCRYPTED = 0x0041;
const SIZES_BEHIND = 0x0008;

/** Deflate makes at most so many bytes of one (RFC 1951: 258 of two bits). */
const LARGEST_RATIO = 1032;

/** A name and an extra field may have this many bytes each. */
const LONGEST_LOCAL = LOCAL.bytes + 2 * 0xffff;

/** As much of the data goes to the decompressor at once. */
const PART_BYTES = 2 ** 16;

/**
 * The contents of an entry, in memory of their own. Throws a DatasetError where they are encrypted, where the two headers
 * of the entry differ, and where sizes or checksum are not those of the contents.
 */
export async function readEntry(file: OpenFile, entry: EntryHeader): Promise<Uint8Array<ArrayBuffer>> {
  const { name, method, size, compressedSize, flags } = entry;
  if ((flags & ENCRYPTED) !== 0) throw new DatasetError(`${name} must not be encrypted`);
  if (method !== STORED && method !== DEFLATED) {
    throw new DatasetError(`${name} must be stored or deflated; got compression method ${method}`);
  }
  if (method === STORED ? size !== compressedSize : size > LARGEST_RATIO * compressedSize) throw damaged();
  const start = await dataStart(file, entry);
  if (start + compressedSize > file.size) throw damaged();
  const stored = await file.slice(start, start + compressedSize);
  const bytes = method === STORED ? stored.slice() : await inflate(stored, entry);
  if (crc32(bytes) !== entry.crc) throw new DatasetError(`${name} is damaged: its checksum does not fit`);
  return bytes;
}

async function dataStart(file: OpenFile, entry: EntryHeader): Promise<number> {
  if (entry.offset > file.size) throw damaged();
  const start = await file.slice(entry.offset, Math.min(file.size, entry.offset + LONGEST_LOCAL));
  const local = entryHeader(start, 0, LOCAL);
  const sameSizes =
    local.crc === entry.crc && local.size === entry.size && local.compressedSize === entry.compressedSize;
  const isSame = local.name === entry.name && local.method === entry.method && local.flags === entry.flags;
  if (!isSame || (!sameSizes && (entry.flags & SIZES_BEHIND) === 0)) throw damaged();
  return entry.offset + local.end;
}

async function inflate(
  compressed: Uint8Array,
  { name, size }: EntryHeader,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = inParts(compressed).pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const refuse = (cause?: unknown): never => {
    throw new DatasetError(`${name} is damaged: its data do not decompress to ${size} bytes`, { cause });
  };
  const bytes = new Uint8Array(size);
  let filled = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(refuse);
      if (done) break;
      if (filled + value.length > size) refuse();
      bytes.set(value, filled);
      filled += value.length;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
  return filled === size ? bytes : refuse();
}

function inParts(bytes: Uint8Array): ReadableStream<BufferSource> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(start, start + PART_BYTES));
      start += PART_BYTES;
    },
  });
}
