import { type RandomStream, randomStream } from "../../../src/kernels/random.ts";
import { quantileOfTail } from "../../kernels/reference/normal.ts";
import { rows as rowsOf } from "../../kernels/reference/rows.ts";
import { total } from "../../kernels/reference/total.ts";
import { exactOutput, input, type Operand, output, updated } from "../launch.ts";
import { type Contract, counts, matrices } from "./contract.ts";

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

/** Where the running sum of the weights first exceeds the part of all of them; −1 where they are no numbers. */
function choose(logits: readonly number[], part: number): number {
  const maximum = Math.max(...logits);
  const weights = logits.map((x) => Math.exp(x - maximum));
  const limit = part * total(weights);
  return weights.findIndex((_, i) => total(weights.slice(0, i + 1)) > limit);
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
  dropoutMask: {
    sizes: [0, 0.1, 0.5, 0.999].flatMap((rate) => counts.map(([count]) => [count, rate])),
    launch({ stream }, count, rate) {
      const { draws, state } = stateBlock(stream, count);
      const [threshold, kept] = [Math.round(rate * 2 ** 32), 1 / (1 - rate)];
      const mask = Float32Array.from({ length: count }, () => (draws.bits() < threshold ? 0 : kept));
      return {
        operands: [exactOutput(mask), state],
        run: (exports, out, address) => exports.dropoutMask(out, address, count, threshold, kept),
      };
    },
  },
  randomChoice: {
    sizes: matrices,
    launch(values, rows, columns) {
      const { draws, state } = stateBlock(values.stream, rows);
      const logits = values.floats(rows * columns);
      const choices = rowsOf(logits, columns).map((row) => choose(row, draws.bits() * 2 ** -32));
      return {
        operands: [exactOutput(Int32Array.from(choices)), state, input(logits)],
        returns: choices.indexOf(-1),
        run: (exports, out, address, x) => exports.randomChoice(out, address, x, rows, columns),
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
