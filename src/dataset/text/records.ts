import { DatasetError } from "../dataset-error.ts";

/** Part of a text file that is one row: mostly a line, without its end. */
export interface TextRecord {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Of its beginning, from 1. */
  readonly line: number;
}

/** Where the record that begins at `start` ends: the index of its line feed, or −1 where it is not there yet. */
export type FindEnd = (bytes: Uint8Array, start: number) => number;

/** A record may have this many bytes: 1 MiB. */
export const RECORD_BYTES: number = 2 ** 20;

export const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A record that ends with its line. */
export const lineEnd: FindEnd = (bytes, start) => bytes.indexOf(LINE_FEED, start);

/**
 * Visits the records of a UTF-8 text, whose lines end with LF or CR LF. At most one record beside the current chunk is held.
 * Blank lines may stand at the end only. Throws a DatasetError for one elsewhere, for a record that is too long, and for
 * UTF-16.
 */
export async function forEachRecord(
  chunks: AsyncIterable<Uint8Array>,
  findEnd: FindEnd,
  visit: (record: TextRecord) => void,
): Promise<void> {
  const reader = recordReader(findEnd, refuseInnerBlanks(visit));
  let unfinished = new Uint8Array(0);
  let isFirst = true;
  for await (const chunk of chunks) {
    const bytes = isFirst ? withoutMark(chunk) : joined(unfinished, chunk);
    isFirst = false;
    unfinished = bytes.slice(reader(bytes, false));
  }
  reader(unfinished, true);
}

/** Visits the records of some bytes and returns where the first unfinished one begins. */
function recordReader(
  findEnd: FindEnd,
  visit: (record: TextRecord) => void,
): (bytes: Uint8Array, isLast: boolean) => number {
  let line = 1;
  return (bytes, isLast) => {
    let start = 0;
    while (start < bytes.length) {
      const found = findEnd(bytes, start);
      const end = found < 0 ? bytes.length : found;
      if (end - start > RECORD_BYTES) {
        throw new DatasetError(
          `line ${line} must have at most ${RECORD_BYTES} bytes up to the end of its record`,
        );
      }
      if (found < 0 && !isLast) break;
      visit({ bytes, start, end: withoutReturn(bytes, start, end), line });
      line += 1 + linesInside(bytes, start, end);
      start = end + 1;
    }
    return start;
  };
}

function refuseInnerBlanks(visit: (record: TextRecord) => void): (record: TextRecord) => void {
  let blank: number | undefined;
  return (record) => {
    if (record.start === record.end) {
      blank ??= record.line;
      return;
    }
    if (blank !== undefined) {
      throw new DatasetError(`line ${blank} must not be blank: line ${record.line} follows it`);
    }
    visit(record);
  };
}

function withoutReturn(bytes: Uint8Array, start: number, end: number): number {
  return end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
}

function linesInside(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = lineEnd(bytes, start); at >= 0 && at < end; at = lineEnd(bytes, at + 1)) lines++;
  return lines;
}

/** Skips the byte order mark of UTF-8. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new DatasetError("the text must be UTF-8; it begins as UTF-16 does");
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
