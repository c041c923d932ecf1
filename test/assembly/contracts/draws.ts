import type { Values } from "../values.ts";

/** Indices of which about one in five lies outside 0 … length − 1. */
export function drawIndices({ stream }: Values, count: number, length: number): Int32Array {
  const outside = [-1, length, 2 ** 31 - 1, -(2 ** 31)];
  return Int32Array.from({ length: count }, () =>
    length === 0 || stream.integer(5) === 0 ? outside[stream.integer(4)]! : stream.integer(length),
  );
}

export function drawBytes({ stream }: Values, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => stream.integer(256));
}

/** Any 32 bits. */
export function drawIntegers({ stream }: Values, count: number): Int32Array {
  return Int32Array.from(
    { length: count },
    () => stream.integer(2 ** 16) * 2 ** 16 + stream.integer(2 ** 16),
  );
}
