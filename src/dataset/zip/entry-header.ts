import { DatasetError } from "../dataset-error.ts";

/** What both headers of an entry say of it (APPNOTE 6.3.10, 4.3.7 and 4.3.12). */
export interface EntryHeader {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the local header lies; only the central one says it. */
  readonly offset: number;
  /** Where the header ends. */
  readonly end: number;
}

interface Layout {
  readonly signature: number;
  /** Of `flags`; method, crc and sizes follow at fixed distances. */
  readonly flags: number;
  readonly nameLength: number;
  readonly commentLength: number | undefined;
  readonly offset: number | undefined;
  readonly bytes: number;
}

export const LOCAL: Layout = {
  signature: 0x04034b50,
  flags: 6,
  nameLength: 26,
  commentLength: undefined,
  offset: undefined,
  bytes: 30,
};

export const CENTRAL: Layout = {
  signature: 0x02014b50,
  flags: 8,
  nameLength: 28,
  commentLength: 32,
  offset: 42,
  bytes: 46,
};

/** The bit of the flags that the name is UTF-8; else its letters beyond ASCII are those of some code page. */
const UTF8_NAME = 0x0800;

const ZIP64_EXTRA = 1;
const IN_EXTRA = 0xffffffff;

/** Throws a DatasetError where no header of that kind begins, or where it goes on beyond the bytes. */
export function entryHeader(bytes: Uint8Array, start: number, layout: Layout): EntryHeader {
  const view = viewOf(bytes);
  if (start + layout.bytes > bytes.length || view.getUint32(start, true) !== layout.signature)
    throw damaged();
  const nameStart = start + layout.bytes;
  const nameEnd = nameStart + view.getUint16(start + layout.nameLength, true);
  const extraEnd = nameEnd + view.getUint16(start + layout.nameLength + 2, true);
  const comment = layout.commentLength === undefined ? 0 : view.getUint16(start + layout.commentLength, true);
  const end = extraEnd + comment;
  if (end > bytes.length) throw damaged();
  const at = start + layout.flags;
  const long = longSizes(view, nameEnd, extraEnd);
  const size = (place: number): number => {
    const stored = view.getUint32(place, true);
    return stored === IN_EXTRA ? long() : stored;
  };
  const uncompressed = size(at + 16);
  const flags = view.getUint16(at, true);
  return {
    name: new TextDecoder(flags & UTF8_NAME ? "utf-8" : "latin1").decode(bytes.subarray(nameStart, nameEnd)),
    flags,
    method: view.getUint16(at + 2, true),
    crc: view.getUint32(at + 8, true),
    compressedSize: size(at + 12),
    size: uncompressed,
    offset: layout.offset === undefined ? 0 : size(start + layout.offset),
    end,
  };
}

/** The error of a ZIP file whose parts do not fit together. */
export function damaged(): DatasetError {
  return new DatasetError("the ZIP file is damaged: its headers do not fit together");
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number. Throws a DatasetError for one that no file can have. */
export function longNumber(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(value);
}

/** The 64-bit numbers of an extra field (4.5.3), one after another: size, compressed size, offset, as far as needed. */
function longSizes(view: DataView, start: number, end: number): () => number {
  let at = start;
  while (at + 4 <= end && view.getUint16(at, true) !== ZIP64_EXTRA) at += 4 + view.getUint16(at + 2, true);
  const fieldEnd = at + 4 <= end ? Math.min(end, at + 4 + view.getUint16(at + 2, true)) : at;
  let next = at + 4;
  return () => {
    if (next + 8 > fieldEnd) throw damaged();
    next += 8;
    return longNumber(view, next - 8);
  };
}
