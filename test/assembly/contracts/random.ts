import { type RandomStream, randomStream } from "../../../src/kernels/random.ts";
import { quantileOfTail } from "../../kernels/reference/normal.ts";
import { exactOutput, type Operand, output, updated } from "../launch.ts";
import { type Contract, counts } from "./contract.ts";

/** The state before and after `count` draws. */
function stateBlock(stream: RandomStream, count: number): { draws: RandomStream; state: Operand } {
  const draws = randomStream(0, "");
  draws.state.set(stream.state);
  const before = stream.state.slice();
  for (let i = 0; i < count; i++) stream.bits();
  return { draws, state: updated(before, exactOutput(stream.state.slice())) };
}

function normalOf(bits: number): number {
  const quantile = quantileOfTail(((bits & 0x7fffffff) + 0.5) / 2 ** 32);
  return bits >>> 31 ? -quantile : quantile;
}

const bounds = [1, 2, 10, 999_999_937, 2 ** 31, 2 ** 32 - 1];

export const random = {
  randomUniform: {
    sizes: counts,
    launch({ stream }, count) {
      const { draws, state } = stateBlock(stream, count);
      return {
        operands: [exactOutput(Float32Array.from({ length: count }, draws.uniform)), state],
        run: (exports, out, address) => exports.randomUniform(out, address, count),
      };
    },
  },
  randomNormal: {
    sizes: counts,
    launch({ stream }, count) {
      const { draws, state } = stateBlock(stream, count);
      const expected = Array.from({ length: count }, () => normalOf(draws.bits()));
      return {
        operands: [output(expected, { relative: 2e-6, absolute: 1e-6 }), state],
        run: (exports, out, address) => exports.randomNormal(out, address, count),
      };
    },
  },
  randomIntegers: {
    sizes: bounds.flatMap((bound) => counts.map(([count]) => [count, bound])),
    launch({ stream }, count, bound) {
      const { draws, state } = stateBlock(stream, count);
      return {
        operands: [exactOutput(Int32Array.from({ length: count }, () => draws.integer(bound))), state],
        run: (exports, out, address) => exports.randomIntegers(out, address, count, bound),
      };
    },
  },
} satisfies Record<string, Contract>;
