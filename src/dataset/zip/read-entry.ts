import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";
import { crc32 } from "./crc32.ts";
import type { ZipEntry } from "./entries.ts";
import { damaged } from "./entry-header.ts";

const STORED = 0;
const DEFLATED = 8;

/** Bits of the flags: encryption and strong encryption. */
const ENCRYPTED = 0x0041;

/** Deflate makes at most so many bytes of one (RFC 1951: 258 of two bits). */
const LARGEST_RATIO = 1032;

/** As much of the data goes to the decompressor at once. */
const PART_BYTES = 2 ** 16;

/**
 * The contents of an entry, in memory of their own. Throws a DatasetError where they are encrypted, and where size
 * or checksum are not those of the contents.
 */
export async function readEntry(file: OpenFile, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const { name, method, size, compressedSize, flags } = entry;
  if ((flags & ENCRYPTED) !== 0) throw new DatasetError(`${name} must not be encrypted`);
  if (method !== STORED && method !== DEFLATED) {
    throw new DatasetError(`${name} must be stored or deflated; got compression method ${method}`);
  }
  if (method === STORED ? size !== compressedSize : size > LARGEST_RATIO * compressedSize) throw damaged();
  const stored = await file.slice(entry.dataStart, entry.dataStart + compressedSize);
  const bytes = method === STORED ? stored.slice() : await inflate(stored, entry);
  if (crc32(bytes) !== entry.crc) throw new DatasetError(`${name} is damaged: its checksum does not fit`);
  return bytes;
}

async function inflate(compressed: Uint8Array, { name, size }: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
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
