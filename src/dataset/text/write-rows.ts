import { DatasetError } from "../dataset-error.ts";
import { RECORD_BYTES } from "./records.ts";

/** As many rows make one piece of text, so that no string gets near the limits of an engine. */
const PIECE_ROWS = 4096;

/** Rows of text, each with its line feed, as UTF-8. Throws a DatasetError for one that would be too long to be read back. */
export function encodeRows(rows: number, header: string, rowText: (row: number) => string): Uint8Array {
  const encoder = new TextEncoder();
  const pieces = [encoder.encode(header)];
  for (let start = 0; start < rows; start += PIECE_ROWS) {
    let text = "";
    for (let row = start; row < Math.min(start + PIECE_ROWS, rows); row++) {
      const line = rowText(row);
      checkLength(encoder, line, row);
      text += `${line}\n`;
    }
    pieces.push(encoder.encode(text));
  }
  return joinBytes(pieces);
}

/** No unit of UTF-16 takes more than three bytes of UTF-8. */
function checkLength(encoder: TextEncoder, line: string, row: number): void {
  if (3 * line.length <= RECORD_BYTES) return;
  const { length } = encoder.encode(line);
  if (length <= RECORD_BYTES) return;
  throw new DatasetError(
    `row ${row} must take at most ${RECORD_BYTES} bytes as a line of text; got ${length}`,
  );
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const piece of pieces) {
    bytes.set(piece, start);
    start += piece.length;
  }
  return bytes;
}
