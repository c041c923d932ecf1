import { exactOutput, input, updated } from "../launch.ts";
import type { Contract } from "./contract.ts";
import { drawBytes, drawIndices } from "./draws.ts";

/** [batch, outer, length, taken, inner]. */
const gathers = [0, 1, 2].flatMap((batch) =>
  [1, 3].flatMap((outer) =>
    [0, 1, 5].flatMap((length) =>
      [0, 1, 4].flatMap((taken) => [1, 2, 3, 4, 5, 17].map((inner) => [batch, outer, length, taken, inner])),
    ),
  ),
);

/** For each entry of a gathered array, which entry of x it is; undefined where the index is outside. */
function sourcesOf(
  indices: Int32Array,
  [batch, outer, length, taken, inner]: number[],
): (number | undefined)[] {
  const sources: (number | undefined)[] = [];
  for (let row = 0; row < batch! * outer!; row++) {
    for (let k = 0; k < taken!; k++) {
      const index = indices[Math.floor(row / outer!) * taken! + k]!;
      const isInside = index >= 0 && index < length!;
      for (let i = 0; i < inner!; i++) {
        sources.push(isInside ? (row * length! + index) * inner! + i : undefined);
      }
    }
  }
  return sources;
}

function entryCounts([batch, outer, length, taken, inner]: number[]): {
  x: number;
  indices: number;
  out: number;
} {
  const rows = batch! * outer!;
  return { x: rows * length! * inner!, indices: batch! * taken!, out: rows * taken! * inner! };
}

const nanBits = 0x7fc00000;

/** Sums of the upstream entries that were taken from each place, rounded to float32 at every term. */
function scattered(upstream: Float32Array, indices: Int32Array, sizes: number[]): Float32Array {
  const sums = new Float32Array(entryCounts(sizes).x);
  sourcesOf(indices, sizes).forEach((source, i) => {
    if (source !== undefined) sums[source]! += upstream[i]!;
  });
  return sums;
}

/** [count, depth, axis, size]. */
const folds = [0, 1, 2, 5, 9].flatMap((count) =>
  [1, 2, 3].flatMap((depth) =>
    Array.from({ length: depth }, (_, axis) => [count, depth, axis, 2 * axis + 3]),
  ),
);

export const gathering = {
  foldIndex: {
    sizes: folds,
    launch(values, count = 0, depth = 0, axis = 0, size = 0) {
      const places = drawIndices(values, count * depth, size);
      const before = drawIndices(values, count, 7).map((flat) => (flat < 7 ? Math.max(flat, -1) : 6));
      const after = before.map((flat, i) => {
        const [sum, place] = [axis === 0 ? 0 : flat, places[i * depth + axis]!];
        return sum >= 0 && place >= 0 && place < size ? sum * size + place : -1;
      });
      return {
        operands: [updated(before, exactOutput(after)), input(places)],
        run: (exports, out, at) => exports.foldIndex(out, at, count, depth, axis, size),
      };
    },
  },
  gather: {
    sizes: gathers,
    launch(values, ...sizes) {
      const [batch = 0, outer = 0, length = 0, taken = 0, inner = 0] = sizes;
      const entries = entryCounts(sizes);
      const [x, indices] = [values.floats(entries.x), drawIndices(values, entries.indices, length)];
      const expected = sourcesOf(indices, sizes).map((source) =>
        source === undefined ? Number.NaN : x[source]!,
      );
      return {
        operands: [exactOutput(Float32Array.from(expected)), input(x), input(indices)],
        run: (exports, out, xAt, at) =>
          exports.gather(out, xAt, at, batch, outer, length, taken, inner, nanBits),
      };
    },
  },
  gatherBool: {
    sizes: gathers,
    launch(values, ...sizes) {
      const [batch = 0, outer = 0, length = 0, taken = 0, inner = 0] = sizes;
      const entries = entryCounts(sizes);
      const [x, indices] = [drawBytes(values, entries.x), drawIndices(values, entries.indices, length)];
      const expected = sourcesOf(indices, sizes).map((source) => (source === undefined ? 0 : x[source]!));
      return {
        operands: [exactOutput(Uint8Array.from(expected)), input(x), input(indices)],
        run: (exports, out, xAt, at) =>
          exports.gatherBool(out, xAt, at, batch, outer, length, taken, inner, 0),
      };
    },
  },
  scatterSum: {
    sizes: gathers,
    launch(values, ...sizes) {
      const [batch = 0, outer = 0, length = 0, taken = 0, inner = 0] = sizes;
      const entries = entryCounts(sizes);
      const [upstream, indices] = [values.floats(entries.out), drawIndices(values, entries.indices, length)];
      return {
        operands: [exactOutput(scattered(upstream, indices, sizes)), input(upstream), input(indices)],
        run: (exports, out, u, at) => exports.scatterSum(out, u, at, batch, outer, length, taken, inner),
      };
    },
  },
} satisfies Record<string, Contract>;
