/** As many rows make one piece of text, so that no string gets near the limits of an engine. */
const PIECE_ROWS = 4096;

/** Rows of text, each with its line feed, as UTF-8. */
export function encodeRows(rows: number, header: string, rowText: (row: number) => string): Uint8Array {
  const encoder = new TextEncoder();
  const pieces = [encoder.encode(header)];
  for (let start = 0; start < rows; start += PIECE_ROWS) {
    let text = "";
    for (let row = start; row < Math.min(start + PIECE_ROWS, rows); row++) text += `${rowText(row)}\n`;
    pieces.push(encoder.encode(text));
  }
  return joinBytes(pieces);
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
