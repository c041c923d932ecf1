/** Throws unless `value` is an integer of at least 1. */
export function checkSize(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${name} must be an integer of at least 1; got ${value}`);
  }
}

/** The number of rows in a flat row-major matrix. */
export function rowsOf(name: string, values: Float32Array, columnsName: string, columns: number): number {
  checkSize(columnsName, columns);
  if (values.length % columns !== 0) {
    throw new RangeError(
      `${name}.length must be a multiple of ${columnsName} = ${columns}; got ${values.length}`,
    );
  }
  return values.length / columns;
}

/** Throws unless every array has the length that `expected` says. */
export function checkLength(expected: number, arrays: Record<string, Float32Array | Int32Array>): void {
  for (const [name, { length }] of Object.entries(arrays)) {
    if (length !== expected) throw new RangeError(`${name}.length must be ${expected}; got ${length}`);
  }
}

/** Throws unless the value is positive and a normal float32, so that its inverse is a number too. */
export function checkPositive(name: string, value: number): void {
  if (!(value >= 2 ** -126 && Math.fround(value) < Infinity)) {
    throw new RangeError(`${name} must be a positive number that float32 can hold; got ${value}`);
  }
}
