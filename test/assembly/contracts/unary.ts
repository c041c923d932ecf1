import type { KernelExports } from "../../../src/kernels/generated.ts";
import { activation } from "../../kernels/reference/activation.ts";
import { exactOutput, input, output } from "../launch.ts";
import { type Entries, floats, integers, truths } from "./broadcasting.ts";
import { type Contract, counts } from "./contract.ts";

/** Kernels (out, x, count). */
type UnaryName = {
  [Name in keyof KernelExports]: KernelExports[Name] extends (out: number, x: number, count: number) => void
    ? Name
    : never;
}[keyof KernelExports];

/** A kernel that is exact. */
export function exact(
  name: UnaryName,
  from: Entries,
  of: (x: number) => number,
  to: Entries = from,
): Contract {
  return {
    sizes: counts,
    launch(values, count) {
      const x = from.draw(values, count);
      return {
        operands: [exactOutput(to.keep(Array.from(x, of))), input(x)],
        run: (exports, out, address) => exports[name](out, address, count),
      };
    },
  };
}

/** A kernel that is right within some units in the last place. */
function near(name: UnaryName, of: (x: number) => number, ulp: number): Contract {
  return {
    sizes: counts,
    launch(values, count) {
      const x = values.floats(count, 3);
      return {
        operands: [output(Array.from(x, of), { ulp }), input(x)],
        run: (exports, out, address) => exports[name](out, address, count),
      };
    },
  };
}

function withParameter(name: "leakyRelu" | "step", of: (x: number) => number): Contract {
  return {
    sizes: counts,
    launch(values, count) {
      const x = values.floats(count);
      return {
        operands: [exactOutput(x.map(of)), input(x)],
        run: (exports, out, address) => exports[name](out, address, count, 0.25),
      };
    },
  };
}

/** −0 stays. */
function rectify(x: number): number {
  if (x < 0) return 0;
  return x;
}

/** The nearest integer, of two the even one. */
function round(x: number): number {
  const low = Math.floor(x);
  if (x - low === 0.5) return 2 * Math.round(low / 2 + 0.25) || Math.sign(x) * 0;
  return Math.round(x);
}

const [low, high] = [-3, 2 ** 31 - 5];

export const unary = {
  absolute: exact("absolute", floats, Math.abs),
  absoluteIntegers: exact("absoluteIntegers", integers, Math.abs),
  ceiling: exact("ceiling", floats, Math.ceil),
  clipIntegers: {
    sizes: counts,
    launch(values, count) {
      const x = integers.draw(values, count);
      return {
        operands: [exactOutput(x.map((entry) => Math.max(Math.min(entry, high), low))), input(x)],
        run: (exports, out, address) => exports.clipIntegers(out, address, count, low, high),
      };
    },
  },
  cosine: near("cosine", Math.cos, 0.51),
  elu: near("elu", activation.elu, 1.5),
  erf: near("erf", activation.erf, 1.5),
  findFinite: exact("findFinite", floats, (x) => Number(Number.isFinite(x)), truths),
  findInfinite: exact("findInfinite", floats, (x) => Number(Math.abs(x) === Infinity), truths),
  findNaN: exact("findNaN", floats, (x) => Number(Number.isNaN(x)), truths),
  floor: exact("floor", floats, Math.floor),
  leakyRelu: withParameter("leakyRelu", (x) => (x > 0 ? x : 0.25 * x)),
  negate: exact("negate", floats, (x) => -x),
  negateIntegers: exact("negateIntegers", integers, (x) => -x),
  reciprocal: exact("reciprocal", floats, (x) => 1 / x),
  reciprocalSquareRoot: near("reciprocalSquareRoot", (x) => 1 / Math.sqrt(x), 1.5),
  relu: exact("relu", floats, rectify),
  round: exact("round", floats, round),
  selu: near("selu", activation.selu, 2.5),
  sine: near("sine", Math.sin, 0.51),
  square: exact("square", floats, (x) => x * x),
  squareRoot: exact("squareRoot", floats, Math.sqrt),
  step: withParameter("step", (x) => (x > 0 ? 1 : x <= 0 ? 0.25 : x)),
} satisfies Record<string, Contract>;
