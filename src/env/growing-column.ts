type Values = Float32Array | Int32Array | Uint8Array;

/** Rows `start` … `end` − 1. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** A column [rows × width] of unknown length: a typed array that doubles when it is full. */
export interface GrowingColumn<V extends Values> {
  /** Adds a row: `width` numbers, or one number where the width is 1. */
  append(row: number | ArrayLike<number>): void;
  /** The rows of the ranges, one range after another, in an array of its own. */
  gather(ranges: readonly RowRange[]): V;
}

/** @param capacity rows that fit before the first growth */
export function growingColumn<V extends Values>(
  make: (length: number) => V,
  width: number,
  capacity: number,
): GrowingColumn<V> {
  let values = make(Math.max(1, capacity) * width);
  let length = 0;

  function grow(): void {
    const larger = make(2 * values.length);
    larger.set(values);
    values = larger;
  }

  return {
    append(row) {
      if (length === values.length) grow();
      if (typeof row === "number") values[length] = row;
      else values.set(row, length);
      length += width;
    },
    gather(ranges) {
      const gathered = make(width * ranges.reduce((rows, { start, end }) => rows + end - start, 0));
      let at = 0;
      for (const { start, end } of ranges) {
        gathered.set(values.subarray(width * start, width * end), at);
        at += width * (end - start);
      }
      return gathered;
    },
  };
}
