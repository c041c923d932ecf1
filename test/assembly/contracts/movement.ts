import type { KernelExports } from "../../../src/kernels/generated.ts";
import { exactOutput, input, updated } from "../launch.ts";
import type { Values } from "../values.ts";
import type { Contract } from "./contract.ts";
import { drawBytes } from "./draws.ts";

interface Axis {
  readonly size: number;
  readonly out: number;
  readonly x: number;
}

/** Every place of four axes as distances from the first entry. */
function placesOf(axes: readonly Axis[]): { out: number; x: number }[] {
  return axes.reduce(
    (places, { size, out, x }) =>
      places.flatMap((place) =>
        Array.from({ length: size }, (_, i) => ({ out: place.out + i * out, x: place.x + i * x })),
      ),
    [{ out: 0, x: 0 }],
  );
}

const rowCounts = [0, 1, 2, 3, 4, 5, 7, 8, 9];
const columnCounts = [1, 2, 3, 4, 5, 8, 15, 16, 17, 20, 33];
const planes = rowCounts.flatMap((rows) => columnCounts.map((columns): [number, number] => [rows, columns]));

/** Sizes and strides of rows and columns: contiguous, repeated, transposed, reversed and scattered. */
function patternsOf(rows: number, columns: number): [out: [number, number], x: [number, number]][] {
  return [
    [
      [columns, 1],
      [columns + 3, 1],
    ],
    [
      [columns, 1],
      [1, 0],
    ],
    [
      [columns, 1],
      [0, 1],
    ],
    [
      [columns, 1],
      [1, rows],
    ],
    [
      [columns, 1],
      [1, rows + 2],
    ],
    [
      [columns, 1],
      [-columns, -1],
    ],
    [
      [1, rows],
      [columns, 1],
    ],
    [
      [2 * columns, 2],
      [columns, 1],
    ],
  ];
}

/** [I, J, rows, columns, out strides, x strides]. */
const copies: readonly number[][] = [
  ...planes.flatMap(([rows, columns]) =>
    patternsOf(rows, columns).map(([out, x]) => [1, 1, rows, columns, 0, 0, ...out, 0, 0, ...x]),
  ),
  [2, 3, 4, 5, 60, 20, 5, 1, 5, 40, 10, 1],
  [2, 3, 5, 4, 60, 20, 4, 1, 60, 20, 1, 5],
  [3, 2, 1, 7, 14, 7, 0, 1, -7, 0, 0, 1],
  [0, 2, 1, 7, 14, 7, 7, 1, 14, 7, 7, 1],
  [1, 1, 2, 300, 0, 0, 300, 1, 0, 0, 301, 1],
  [1, 1, 1, 1100, 0, 0, 0, 1, 0, 0, 0, 1],
];

function axesOf(numbers: readonly number[]): Axis[] {
  return [0, 1, 2, 3].map((i) => ({ size: numbers[i]!, out: numbers[i + 4]!, x: numbers[i + 8]! }));
}

/** How many entries places span, and where the first of them lies. */
function extentOf(places: readonly number[]): { entries: number; first: number } {
  const first = Math.min(0, ...places);
  return { entries: places.length === 0 ? 0 : Math.max(...places) - first + 1, first };
}

/** A contract in entries of some bytes; what lies between the entries of `out` must stay. */
function copying(
  kernel: (exports: KernelExports) => (...numbers: number[]) => void,
  bytes: number,
  draw: (values: Values, count: number) => Float32Array | Uint8Array,
): Contract {
  return {
    sizes: copies,
    launch(values, ...numbers) {
      const places = placesOf(axesOf(numbers));
      const [to, from] = [extentOf(places.map(({ out }) => out)), extentOf(places.map(({ x }) => x))];
      const [before, x] = [draw(values, to.entries), draw(values, from.entries)];
      const after = before.slice();
      for (const place of places) after[place.out] = x[place.x - from.first]!;
      return {
        operands: [updated(before, exactOutput(after)), input(x)],
        run: (exports, out, address) => kernel(exports)(out, address - bytes * from.first, ...numbers),
      };
    },
  };
}

export const movement = {
  stridedCopy: copying(
    (exports) => exports.stridedCopy,
    4,
    ({ floats }, count) => floats(count),
  ),
  stridedCopyBool: copying((exports) => exports.stridedCopyBool, 1, drawBytes),
} satisfies Record<string, Contract>;
