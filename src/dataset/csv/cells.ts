import { DatasetError } from "../dataset-error.ts";
import { type FindEnd, LINE_FEED, type TextRecord } from "../text/records.ts";

/** Where the cells of a record lie, without their quotes. Written anew by each `splitCells`. */
export interface Cells {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A CSV file may have this many columns. */
export const MAXIMUM_COLUMNS = 10_000;

export const QUOTE = 34;
const CARRIAGE_RETURN = 13;

export function newCells(): Cells {
  return { starts: new Int32Array(MAXIMUM_COLUMNS), ends: new Int32Array(MAXIMUM_COLUMNS) };
}

/** A record ends with the first line feed outside quotes (RFC 4180, 2.6). A doubled quote leaves and enters them again. */
export const recordEnd: FindEnd = (bytes, start) => {
  let inside = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) inside = !inside;
    else if (byte === LINE_FEED && !inside) return at;
  }
  return -1;
};

/** Finds the cells and returns their number. Throws a DatasetError for quotes out of place and for too many cells. */
export function splitCells(record: TextRecord, delimiter: number, { starts, ends }: Cells): number {
  const { bytes, end, line } = record;
  let at = record.start;
  for (let count = 0; count < MAXIMUM_COLUMNS; count++) {
    const isQuoted = at < end && bytes[at] === QUOTE;
    const stop = isQuoted ? closingQuote(bytes, at + 1, end) : plainEnd(bytes, at, end, delimiter);
    const next = isQuoted ? stop + 1 : stop;
    if (next > end || (next < end && bytes[next] !== delimiter)) {
      throw new DatasetError(`line ${line}, column ${count + 1}: ${cellFault(bytes[next], next > end)}`);
    }
    starts[count] = isQuoted ? at + 1 : at;
    ends[count] = stop;
    if (next === end) return count + 1;
    at = next + 1;
  }
  throw new DatasetError(`line ${line} must have at most ${MAXIMUM_COLUMNS} columns`);
}

function cellFault(byte: number | undefined, isOpen: boolean): string {
  if (isOpen) return "a quote is not closed";
  if (byte === CARRIAGE_RETURN) return "a carriage return must be followed by a line feed";
  return byte === QUOTE
    ? "a quote must begin its cell, and be doubled inside"
    : "text follows a closing quote";
}

/** The first quote that is not doubled, or `end`. */
function closingQuote(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (at + 1 === end || bytes[at + 1] !== QUOTE) return at;
    at++;
  }
  return end;
}

/** The next byte that an unquoted cell cannot have. */
function plainEnd(bytes: Uint8Array, start: number, end: number, delimiter: number): number {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === delimiter || byte === QUOTE || byte === CARRIAGE_RETURN) return at;
  }
  return end;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a cell; undefined where it is not UTF-8. */
export function cellText(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return utf8.decode(bytes.subarray(start, end)).replaceAll('""', '"');
  } catch {
    return undefined;
  }
}
