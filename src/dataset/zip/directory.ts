import { DatasetError } from "../dataset-error.ts";
import type { OpenFile } from "../source.ts";
import { CENTRAL, damaged, type EntryHeader, entryHeader, longNumber, viewOf } from "./entry-header.ts";

/** A ZIP file may have this many entries, and so many bytes that describe them. */
const MAXIMUM_ENTRIES = 10_000;
const DIRECTORY_BYTES = 2 ** 24;

const END = { signature: 0x06054b50, bytes: 22 };
const LONG_END = { signature: 0x06064b50, bytes: 56 };
const LOCATOR = { signature: 0x07064b50, bytes: 20 };
const COMMENT_BYTES = 2 ** 16 - 1;

/** Where the central directory lies. */
interface Directory {
  readonly entries: number;
  readonly offset: number;
  readonly size: number;
}

/**
 * What the central directory of a ZIP file says (APPNOTE 6.3.10, 4.3), ZIP64 included. Throws a DatasetError for a file in
 * several parts, and where counts and sizes do not fit the file exactly.
 */
export async function centralHeaders(file: OpenFile): Promise<readonly EntryHeader[]> {
  const { entries, offset, size } = await findDirectory(file);
  if (entries > MAXIMUM_ENTRIES || size > DIRECTORY_BYTES) {
    throw new DatasetError(`a ZIP file must have at most ${MAXIMUM_ENTRIES} entries; got ${entries}`);
  }
  const bytes = await file.slice(offset, offset + size);
  const found: EntryHeader[] = [];
  let at = 0;
  for (let count = 0; count < entries; count++) {
    const header = entryHeader(bytes, at, CENTRAL);
    found.push(header);
    at = header.end;
  }
  if (at !== size) throw damaged();
  return found;
}

async function findDirectory(file: OpenFile): Promise<Directory> {
  const start = Math.max(0, file.size - END.bytes - COMMENT_BYTES);
  const tail = await file.slice(start, file.size);
  const at = endRecord(tail);
  const view = viewOf(tail);
  const short = {
    entries: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  };
  const isLong = short.entries === 0xffff || short.size === 0xffffffff || short.offset === 0xffffffff;
  if (isLong) return longDirectory(file, start + at);
  refuseParts(view.getUint32(at + 4, true), view.getUint16(at + 8, true) - short.entries);
  if (short.offset + short.size !== start + at) throw damaged();
  return short;
}

/** Where the record lies whose comment reaches exactly to the end of the file. */
function endRecord(tail: Uint8Array): number {
  const view = viewOf(tail);
  for (let at = tail.length - END.bytes; at >= 0; at--) {
    const isEnd = view.getUint32(at, true) === END.signature;
    if (isEnd && at + END.bytes + view.getUint16(at + 20, true) === tail.length) return at;
  }
  throw new DatasetError("the ZIP file is damaged: it has no end record");
}

async function longDirectory(file: OpenFile, end: number): Promise<Directory> {
  const locatorStart = end - LOCATOR.bytes;
  if (locatorStart < 0) throw damaged();
  const locator = viewOf(await file.slice(locatorStart, end));
  if (locator.getUint32(0, true) !== LOCATOR.signature) throw damaged();
  refuseParts(locator.getUint32(4, true), locator.getUint32(16, true) - 1);
  const start = longNumber(locator, 8);
  if (start + LONG_END.bytes > locatorStart) throw damaged();
  const record = viewOf(await file.slice(start, start + LONG_END.bytes));
  if (record.getUint32(0, true) !== LONG_END.signature) throw damaged();
  const entries = longNumber(record, 32);
  refuseParts(record.getUint32(16, true) + record.getUint32(20, true), longNumber(record, 24) - entries);
  const [size, offset] = [longNumber(record, 40), longNumber(record, 48)];
  if (offset + size !== start) throw damaged();
  return { entries, size, offset };
}

function refuseParts(disks: number, missing: number): void {
  if (disks !== 0 || missing !== 0) throw new DatasetError("a ZIP file in several parts is not read");
}
