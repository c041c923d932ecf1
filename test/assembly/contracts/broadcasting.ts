import type { BroadcastKernel } from "../../../src/tensor/replacements/broadcast.ts";
import { exactOutput, input, type Numbers } from "../launch.ts";
import type { Values } from "../values.ts";
import type { Contract } from "./contract.ts";

/** How the entries of an operand are drawn, and how those of a result are kept. */
export interface Entries<Array extends Numbers = Numbers> {
  draw(values: Values, count: number): Array;
  keep(entries: readonly number[]): Array;
}

export const floats: Entries<Float32Array> = {
  draw: (values, count) => values.floats(count),
  keep: (entries) => Float32Array.from(entries),
};

const edges = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 65537];

/** Small integers, of which many are equal, and about one in five at an edge of int32. */
export const integers: Entries<Int32Array> = {
  draw: ({ stream }, count) =>
    Int32Array.from({ length: count }, () =>
      stream.integer(5) === 0 ? edges[stream.integer(edges.length)]! : stream.integer(21) - 10,
    ),
  keep: (entries) => Int32Array.from(entries),
};

/** Bytes, of which half are 0 and the others 1 or, as truly, something else. */
export const truths: Entries<Uint8Array> = {
  draw: ({ stream }, count) =>
    Uint8Array.from({ length: count }, () => [0, 0, 0, 0, 1, 1, 2, 255][stream.integer(8)]!),
  keep: (entries) => Uint8Array.from(entries),
};

/** Which of the axes plane, row and column each operand is repeated along; along columns not both. */
const patterns = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((a) =>
  [0, 1, 2, 3, 4, 5, 6, 7].filter((b) => (a & b & 1) === 0).map((b) => [a, b] as const),
);

const sizes = patterns.flatMap((pattern) =>
  [0, 1, 3].flatMap((rows) => [1, 2, 3, 4, 5, 8, 11].map((columns) => [...pattern, 2, rows, columns])),
);

/** Strides of an operand that is repeated along the axes in `pattern`, and its size. */
function strides(pattern: number, planes: number, rows: number, columns: number) {
  const [plane, row, column] = [(pattern & 4) === 0, (pattern & 2) === 0, (pattern & 1) === 0];
  const width = column ? columns : 1;
  const height = row ? rows : 1;
  return {
    size: (plane ? planes : 1) * height * width,
    steps: [plane ? height * width : 0, row ? width : 0, column ? 1 : 0] as const,
  };
}

/** A kernel that broadcasts and is exact. */
export function broadcasting(
  name: BroadcastKernel,
  from: Entries,
  of: (a: number, b: number) => number,
  to: Entries = from,
): Contract {
  return {
    sizes,
    launch(values, aPattern, bPattern, planes, rows, columns) {
      const [first, second] = [aPattern, bPattern].map((each) => strides(each, planes, rows, columns));
      const [a, b] = [from.draw(values, first!.size), from.draw(values, second!.size)];
      const expected = Array.from({ length: planes * rows * columns }, (_, i) => {
        const place = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
        const at = ({ steps }: typeof first & object) =>
          steps.reduce((sum, step, k) => sum + step * place[k]!, 0);
        return of(a[at(first!)]!, b[at(second!)]!);
      });
      return {
        operands: [exactOutput(to.keep(expected)), input(a), input(b)],
        run: (exports, out, x, y) => exports[name](out, x, y, planes, rows, columns, 8 * aPattern + bPattern),
      };
    },
  };
}
