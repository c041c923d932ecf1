/** Throws unless `value` is an integer of at least 1. */
export function checkSize(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${name} must be an integer of at least 1; got ${shown(value)}`);
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
export function checkLength(expected: number, arrays: Record<string, Float32Array>): void {
  for (const [name, { length }] of Object.entries(arrays)) {
    if (length !== expected) throw new RangeError(`${name}.length must be ${expected}; got ${length}`);
  }
}

/** Throws unless the value is positive and a normal float32, so that its inverse is a number too. */
export function checkPositive(name: string, value: number): void {
  if (!(isNumber(value) && value >= 2 ** -126 && Math.fround(value) < Infinity)) {
    throw new RangeError(`${name} must be a positive number that float32 can hold; got ${shown(value)}`);
  }
}

/** Throws unless the value is a finite number of at least 0. */
export function checkNotNegative(name: string, value: number): void {
  if (!(isNumber(value) && value >= 0 && value < Infinity)) {
    throw new RangeError(`${name} must be 0 or a positive number; got ${shown(value)}`);
  }
}

/** Throws unless the value is a number from 0 to 1. */
export function checkFraction(name: string, value: number): void {
  if (!(isNumber(value) && value >= 0 && value <= 1)) {
    throw new RangeError(`${name} must lie in [0, 1]; got ${shown(value)}`);
  }
}

/** JavaScript compares texts with numbers as if they were numbers. */
function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

/** The JavaScript type of a value, such as Float64Array. */
export function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/** Texts in quotes, so that a message tells "1" from 1. */
export function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : `${value}`;
}
