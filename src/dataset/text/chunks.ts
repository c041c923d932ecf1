import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";

const CHUNK_BYTES = 2 ** 20;

/** Small, because each may become a thousand times as much. */
const COMPRESSED_CHUNK_BYTES = 2 ** 16;

/** Whether a file begins as gzip does (RFC 1952, 2.3.1) with deflate, its only method. */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b && start[2] === 8;
}

/**
 * The bytes of a text in parts of 1 MiB, decompressed where they are gzip. Throws a DatasetError for gzip that is damaged
 * or becomes more than `maximumBytes`, before it has become so.
 */
export async function* textChunks(file: OpenFile, maximumBytes: number): AsyncGenerator<Uint8Array> {
  const start = await file.slice(0, Math.min(3, file.size));
  const parts = isGzip(start) ? inMebibytes(gunzip(file, maximumBytes)) : slices(file, CHUNK_BYTES);
  yield* parts;
}

async function* slices(file: OpenFile, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += size) {
    yield await file.slice(start, Math.min(start + size, file.size));
  }
}

async function* gunzip(file: OpenFile, maximumBytes: number): AsyncGenerator<Uint8Array> {
  const reader = compressed(file).pipeThrough(new DecompressionStream("gzip")).getReader();
  const refuse = (cause: unknown): never => {
    if (cause instanceof DatasetError) throw cause;
    throw new DatasetError(`${file.name ?? "the file"} is damaged: its gzip data cannot be decompressed`, {
      cause,
    });
  };
  try {
    let total = 0;
    for (;;) {
      const { done, value } = await reader.read().catch(refuse);
      if (done) return;
      total += value.length;
      if (total > maximumBytes) {
        throw new DatasetError(
          `${file.name ?? "the file"} becomes more than maximumBytes = ${maximumBytes} when decompressed`,
        );
      }
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function compressed(file: OpenFile): ReadableStream<BufferSource> {
  const parts = slices(file, COMPRESSED_CHUNK_BYTES);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}

/** Decompressed parts are small; a long line would be looked at once for each. */
async function* inMebibytes(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let buffer = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for await (const part of parts) {
    let taken = 0;
    while (taken < part.length) {
      const piece = part.subarray(taken, taken + CHUNK_BYTES - filled);
      buffer.set(piece, filled);
      filled += piece.length;
      taken += piece.length;
      if (filled < CHUNK_BYTES) continue;
      yield buffer;
      buffer = new Uint8Array(CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}
