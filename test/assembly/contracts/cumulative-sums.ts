import { exactOutput, input } from "../launch.ts";
import type { Contract } from "./contract.ts";
import { drawIntegers } from "./draws.ts";

/** [outer, length, inner, exclusive, reverse]. */
const scans = [0, 1, 3].flatMap((outer) =>
  [0, 1, 2, 7, 40].flatMap((length) =>
    [1, 2, 5].flatMap((inner) =>
      [0, 1].flatMap((exclusive) => [0, 1].map((reverse) => [outer, length, inner, exclusive, reverse])),
    ),
  ),
);

/** Running sums of the entries at the places 0 … length − 1 of each of outer · inner rows, in float64. */
function scanned(x: ArrayLike<number>, [outer, length, inner, exclusive, reverse]: number[]): number[] {
  const sums = new Array<number>(x.length);
  for (let row = 0; row < outer! * inner!; row++) {
    const first = Math.floor(row / inner!) * length! * inner! + (row % inner!);
    let total = exclusive ? 0 : -0;
    for (let r = 0; r < length!; r++) {
      const place = first + (reverse ? length! - 1 - r : r) * inner!;
      const before = total;
      total += x[place]!;
      sums[place] = exclusive ? before : total;
    }
  }
  return sums;
}

export const cumulativeSums = {
  cumulativeSum: {
    sizes: scans,
    launch(values, ...sizes) {
      const [outer = 0, length = 0, inner = 0, exclusive = 0, reverse = 0] = sizes;
      const x = values.floats(outer * length * inner);
      return {
        operands: [exactOutput(Float32Array.from(scanned(x, sizes))), input(x)],
        run: (exports, out, at) => exports.cumulativeSum(out, at, outer, length, inner, exclusive, reverse),
      };
    },
  },
  cumulativeSumIntegers: {
    sizes: scans,
    launch(values, ...sizes) {
      const [outer = 0, length = 0, inner = 0, exclusive = 0, reverse = 0] = sizes;
      const x = drawIntegers(values, outer * length * inner);
      return {
        operands: [exactOutput(Int32Array.from(scanned(x, sizes))), input(x)],
        run: (exports, out, at) =>
          exports.cumulativeSumIntegers(out, at, outer, length, inner, exclusive, reverse),
      };
    },
  },
} satisfies Record<string, Contract>;
