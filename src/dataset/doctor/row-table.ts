/** Rows of bits, in columns [rows × width]. */
export interface RowTable {
  readonly rows: number;
  readonly columns: readonly { readonly words: Uint32Array; readonly width: number }[];
}

/** The bits of a column, not copied. */
export function wordsOf({ buffer, byteOffset, length }: Float32Array | Int32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}

const EMPTY = -1;

/**
 * i32[rows], the first row with the same bits as each; its own number where there is none before it. A hash table with
 * open addressing, in which rows of equal hash are compared word by word: linear in the rows, and exact.
 */
export function earlierCopies(table: RowTable): Int32Array {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * table.rows))).fill(EMPTY);
  const mask = slots.length - 1;
  return Int32Array.from({ length: table.rows }, (_, row) => {
    let slot = hashOf(table, row) & mask;
    while (slots[slot] !== EMPTY && !areEqual(table, slots[slot]!, row)) slot = (slot + 1) & mask;
    if (slots[slot] === EMPTY) slots[slot] = row;
    return slots[slot]!;
  });
}

/** MurmurHash3's mixing of 32-bit words (A. Appleby). */
function hashOf({ columns }: RowTable, row: number): number {
  let hash = 0;
  for (const { words, width } of columns) {
    for (let at = row * width; at < (row + 1) * width; at++) {
      const word = Math.imul(words[at]!, 0xcc9e2d51);
      hash ^= Math.imul((word << 15) | (word >>> 17), 0x1b873593);
      hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
    }
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function areEqual({ columns }: RowTable, first: number, second: number): boolean {
  for (const { words, width } of columns) {
    for (let i = 0; i < width; i++) if (words[first * width + i] !== words[second * width + i]) return false;
  }
  return true;
}
