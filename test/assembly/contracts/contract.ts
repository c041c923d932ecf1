import type { Launch } from "../launch.ts";
import type { Values } from "../values.ts";

/** How a kernel is called for given sizes, and what it should then write. */
export interface Contract {
  readonly sizes: readonly (readonly number[])[];
  readonly launch: (values: Values, ...sizes: number[]) => Launch;
}

/** 0 … 67 entries: every tail of a vector of 4, after up to 16 vectors. */
export const counts: readonly [number][] = Array.from({ length: 68 }, (_, count) => [count]);

const columnCounts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 66, 67];

/** 0 … 9 rows of up to 67 columns. */
export const matrices: readonly [number, number][] = Array.from({ length: 10 }, (_, rows) => rows).flatMap(
  (rows) => columnCounts.map((columns): [number, number] => [rows, columns]),
);

/** Enough for rounding at every step of a float32 computation with numbers of order 1; a wrong lane is far beyond it. */
export const rounding = { relative: 1e-5, absolute: 1e-5 };
