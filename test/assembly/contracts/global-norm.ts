import { total } from "../../kernels/reference/total.ts";
import { exactOutput, input, type Operand, output, updated } from "../launch.ts";
import { type Contract, counts } from "./contract.ts";

/** A float64 that is right within a few roundings of its terms, and of the class that is expected. */
function sumOfSquares(expected: number): Operand {
  return {
    bytes: 8,
    problems: (memory, address) => {
      const got = new DataView(memory).getFloat64(address, true);
      const isRight = Object.is(got, expected) || Math.abs(got - expected) <= 1e-12 * expected;
      return isRight ? [] : [`expected ${expected}, got ${got}`];
    },
  };
}

const before = 3;

export const globalNorm = {
  addSquares: {
    sizes: [0, 1].flatMap((isFirst) => counts.map(([count]) => [count, isFirst])),
    launch(values, count, isFirst) {
      const x = values.floats(count);
      const squares = total(Array.from(x, (entry) => entry * entry));
      return {
        operands: [
          updated(Float64Array.of(before), sumOfSquares(isFirst ? squares : before + squares)),
          input(x),
        ],
        run: (exports, sum, address) => exports.addSquares(sum, address, count, isFirst),
      };
    },
  },
  rootOfSquares: {
    sizes: [0, 2, 1e76, Number.POSITIVE_INFINITY, Number.NaN].map((sum) => [sum]),
    launch(_, sum) {
      return {
        operands: [output([Math.sqrt(sum)], { ulp: 0.5 }), input(Float64Array.of(sum))],
        run: (exports, out, address) => exports.rootOfSquares(out, address),
      };
    },
  },
  scaleToNorm: {
    sizes: [0, 4, 1e20, Number.POSITIVE_INFINITY, Number.NaN].flatMap((sum) =>
      counts.map(([count]) => [count, sum]),
    ),
    launch(values, count, sum) {
      const x = values.floats(count);
      const limit = 0.7;
      const factor =
        sum < Number.POSITIVE_INFINITY ? Math.fround(Math.min(1, limit / Math.sqrt(sum))) : Number.NaN;
      return {
        operands: [exactOutput(x.map((entry) => entry * factor)), input(x), input(Float64Array.of(sum))],
        run: (exports, out, address, norm) => exports.scaleToNorm(out, address, norm, count, limit),
      };
    },
  },
} satisfies Record<string, Contract>;
