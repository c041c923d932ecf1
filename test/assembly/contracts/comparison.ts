import { exactOutput, input } from "../launch.ts";
import { broadcasting, floats, integers, truths } from "./broadcasting.ts";
import { type Contract, counts } from "./contract.ts";
import { exact } from "./unary.ts";

function truncate(x: number): number {
  if (Number.isNaN(x)) return 0;
  return Math.trunc(Math.min(Math.max(x, -(2 ** 31)), 2 ** 31 - 1));
}

const isTrue = (x: number) => (x === 0 ? 0 : 1);

const widths = [0, 1, 2, 3, 4, 5, 8, 12, 20];

export const comparison = {
  select: {
    sizes: [
      ...counts.map(([rows]) => [rows, 4]),
      ...widths.flatMap((bytes) => [0, 1, 5].map((rows) => [rows, bytes])),
    ],
    launch(values, rows, bytes) {
      const condition = truths.draw(values, rows);
      const [t, e] = [truths.draw(values, rows * bytes), truths.draw(values, rows * bytes)];
      const expected = t.map((x, i) => (condition[Math.floor(i / bytes)] ? x : e[i]!));
      return {
        operands: [exactOutput(expected), input(condition), input(t), input(e)],
        run: (exports, out, c, x, y) => exports.select(out, c, x, y, rows, bytes),
      };
    },
  },
  fill: {
    sizes: counts,
    launch(_, bytes) {
      const pattern = [4, 3, 2, 1];
      const expected = Uint8Array.from({ length: bytes }, (_, i) => (i < (bytes & ~3) ? pattern[i % 4]! : 4));
      return {
        operands: [exactOutput(expected)],
        run: (exports, out) => exports.fill(out, 0x01020304, bytes),
      };
    },
  },
  equal: broadcasting("equal", floats, (a, b) => Number(a === b), truths),
  equalIntegers: broadcasting("equalIntegers", integers, (a, b) => Number(a === b), truths),
  less: broadcasting("less", floats, (a, b) => Number(a < b), truths),
  lessEqual: broadcasting("lessEqual", floats, (a, b) => Number(a <= b), truths),
  lessEqualIntegers: broadcasting("lessEqualIntegers", integers, (a, b) => Number(a <= b), truths),
  lessIntegers: broadcasting("lessIntegers", integers, (a, b) => Number(a < b), truths),
  notEqual: broadcasting("notEqual", floats, (a, b) => Number(a !== b), truths),
  notEqualIntegers: broadcasting("notEqualIntegers", integers, (a, b) => Number(a !== b), truths),
  logicalAnd: broadcasting("logicalAnd", truths, (a, b) => isTrue(a) & isTrue(b)),
  logicalNot: exact("logicalNot", truths, (x) => 1 - isTrue(x)),
  logicalOr: broadcasting("logicalOr", truths, (a, b) => isTrue(a) | isTrue(b)),
  logicalXor: broadcasting("logicalXor", truths, (a, b) => isTrue(a) ^ isTrue(b)),
  floatsToIntegers: exact("floatsToIntegers", floats, truncate, integers),
  floatsToTruths: exact("floatsToTruths", floats, isTrue, truths),
  integersToFloats: exact("integersToFloats", integers, (x) => x, floats),
  integersToTruths: exact("integersToTruths", integers, isTrue, truths),
  truthsToFloats: exact("truthsToFloats", truths, isTrue, floats),
  truthsToIntegers: exact("truthsToIntegers", truths, isTrue, integers),
} satisfies Record<string, Contract>;
