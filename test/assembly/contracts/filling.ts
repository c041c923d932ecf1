import { exactOutput, input } from "../launch.ts";
import { type Contract, counts } from "./contract.ts";
import { drawIndices } from "./draws.ts";

/** [count, depth]. */
const hots = [0, 1, 2, 5].flatMap((count) => [1, 2, 3, 4, 5, 8, 17].map((depth) => [count, depth]));

/** Rows of which each has one number at its index and another elsewhere. */
function hotRows(indices: Int32Array, depth: number, on: number, off: number): number[] {
  return Array.from(indices).flatMap((index) =>
    Array.from({ length: depth }, (_, j) => (j === index ? on : off)),
  );
}

export const filling = {
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
  oneHot: {
    sizes: hots,
    launch(values, count, depth) {
      const [indices, [on, off]] = [drawIndices(values, count, depth), values.floats(2)];
      const [onBits, offBits] = new Int32Array(Float32Array.of(on!, off!).buffer);
      return {
        operands: [exactOutput(Float32Array.from(hotRows(indices, depth, on!, off!))), input(indices)],
        run: (exports, out, at) => exports.oneHot(out, at, count, depth, onBits!, offBits!),
      };
    },
  },
  oneHotBool: {
    sizes: hots,
    launch(values, count, depth) {
      const indices = drawIndices(values, count, depth);
      return {
        operands: [exactOutput(Uint8Array.from(hotRows(indices, depth, 0, 1))), input(indices)],
        run: (exports, out, at) => exports.oneHotBool(out, at, count, depth, 0, 1),
      };
    },
  },
} satisfies Record<string, Contract>;
