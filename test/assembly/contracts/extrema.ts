import { argExtremum } from "../../kernels/reference/arg-extremum.ts";
import { exactOutput, input } from "../launch.ts";
import type { Values } from "../values.ts";
import { broadcasting, floats, integers } from "./broadcasting.ts";
import { type Contract, counts } from "./contract.ts";

const [outers, inners] = [
  [0, 1, 3],
  [0, 1, 2, 5],
];
const reductions = Array.from({ length: 18 }, (_, i) => i + 1);

type Positions = "argMax" | "argMaxOfIntegers" | "argMin" | "argMinOfIntegers";

/** Few of them, so that there are ties, and the extremes. */
function drawIntegers({ stream }: Values, count: number): Int32Array {
  const integers = [-(2 ** 31), -1, 0, 1, 2 ** 24, 2 ** 24 + 1, 2 ** 31 - 1];
  return Int32Array.from({ length: count }, () => integers[stream.integer(integers.length)]!);
}

function position(
  name: Positions,
  beats: (x: number, best: number) => boolean,
  draw: (values: Values, count: number) => Float32Array | Int32Array = (values, count) =>
    values.floats(count),
): Contract {
  return {
    sizes: outers.flatMap((outer) =>
      reductions.flatMap((reduced) => inners.map((inner) => [outer, reduced, inner])),
    ),
    launch(values, outer, reduced, inner) {
      const x = draw(values, outer * reduced * inner);
      const columns = Array.from({ length: outer * inner }, (_, place) => {
        const first = Math.floor(place / inner) * reduced * inner + (place % inner);
        return Array.from({ length: reduced }, (_, r) => x[first + r * inner]!);
      });
      const expected = Int32Array.from(columns, (column) => argExtremum(column, beats));
      return {
        operands: [exactOutput(expected), input(x)],
        run: (exports, out, address) => exports[name](out, address, outer, reduced, inner),
      };
    },
  };
}

const [low, high] = [-0.5, 0.75];

export const extrema = {
  argMax: position("argMax", (x, best) => x > best),
  argMaxOfIntegers: position("argMaxOfIntegers", (x, best) => x > best, drawIntegers),
  argMin: position("argMin", (x, best) => x < best),
  argMinOfIntegers: position("argMinOfIntegers", (x, best) => x < best, drawIntegers),
  clip: {
    sizes: counts,
    launch(values, count) {
      const x = values.floats(count);
      const expected = x.map((entry) => Math.max(Math.min(entry, high), low));
      return {
        operands: [exactOutput(expected), input(x)],
        run: (exports, out, address) => exports.clip(out, address, count, low, high),
      };
    },
  },
  maximum: broadcasting("maximum", floats, Math.max),
  maximumIntegers: broadcasting("maximumIntegers", integers, Math.max),
  minimum: broadcasting("minimum", floats, Math.min),
  minimumIntegers: broadcasting("minimumIntegers", integers, Math.min),
  sign: {
    sizes: counts,
    launch(values, count) {
      const x = values.floats(count);
      return {
        // Math.sign keeps −0
        operands: [exactOutput(x.map((entry) => Math.sign(entry) + 0)), input(x)],
        run: (exports, out, address) => exports.sign(out, address, count),
      };
    },
  },
} satisfies Record<string, Contract>;
