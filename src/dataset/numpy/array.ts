import { DatasetError } from "../dataset-error.ts";
import type { RawColumn, RawValues } from "../raw-columns.ts";
import type { ArrayHeader } from "./header.ts";

/** Rows and values a row of an array with one or two axes. Throws a DatasetError for others, and for rows of nothing. */
export function matrixShape(name: string, { shape }: ArrayHeader): { rows: number; width: number } {
  const [rows, width = 1] = shape;
  if (rows === undefined || shape.length > 2) {
    throw new DatasetError(`${name} must have one or two axes; got shape (${shape.join(", ")})`);
  }
  if (width === 0) {
    throw new DatasetError(`${name} must have at least one value a row; got shape (${shape.join(", ")})`);
  }
  return { rows, width };
}

/** The array as a column, row-major. Its memory becomes part of the column. */
export function decodeArray(name: string, bytes: Uint8Array<ArrayBuffer>, header: ArrayHeader): RawColumn {
  const { rows, width } = matrixShape(name, header);
  const { type, start } = header;
  const stored = bytes.subarray(start);
  const values = stored.byteOffset % type.bytes === 0 ? stored : stored.slice();
  if (type.isBigEndian) reverseEach(values, type.bytes);
  const decoded = type.decode(values);
  const isTransposed = header.isFortranOrder && width > 1;
  return {
    values: isTransposed ? transposed(decoded, rows, width) : decoded,
    width,
    integer: type.isInteger,
  };
}

function reverseEach(bytes: Uint8Array, size: number): void {
  for (let start = 0; start < bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}

/** Float32 stays so; whatever else there is fits float64. */
function transposed(values: RawValues, rows: number, width: number): Float32Array | Float64Array {
  const result =
    values instanceof Float32Array ? new Float32Array(values.length) : new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) result[row * width + i] = values[i * rows + row]!;
  }
  return result;
}
