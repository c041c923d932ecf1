import { maximum, memory, minimum, scalar, type Tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { firstDifference } from "../../first-difference.ts";
import { array } from "../draw.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { combine } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { shapePairs } from "../shape-pairs.ts";
import { specialNumbers, specialPairs } from "../special-numbers.ts";

await init();

const { NaN: nan } = Number;

interface Extremum {
  name: string;
  op(a: Tensor | number, b: Tensor | number): Tensor;
  of(x: number, y: number): number;
}

const extrema: Extremum[] = [
  { name: "minimum", op: minimum, of: Math.min },
  { name: "maximum", op: maximum, of: Math.max },
];

test.for(extrema.flatMap((each) => shapePairs.map((shapes) => ({ ...each, ...shapes }))))(
  "$name of [$a] and [$b] is exact",
  ({ name, op, of, a: aShape, b: bShape }) => {
    const stream = randomStream(0, `${name} ${aShape} ${bShape}`);
    const [a, b] = [array(stream, aShape), array(stream, bShape)];
    const expected = combine(of, shapedOf(a), shapedOf(b));
    const got = op(a, b);
    expect(got).toMatchObject({ shape: expected.shape, dtype: "float32" });
    expect(firstDifference(entriesOf(got), expected.entries)).toBeUndefined();
  },
);

test.for(extrema)("$name of every pair of special numbers: NaN where either is, −0 < 0", ({ op, of }) => {
  const [a, b] = specialPairs;
  const expected = a.map((x, i) => of(x, b[i]!));
  expect(firstDifference(entriesOf(op(tensor1d(a), tensor1d(b))), expected)).toBeUndefined();
});

test.for(extrema)("$name of special numbers and one special number, on either side: the same", (each) => {
  const { op, of } = each;
  const x = tensor1d([...specialNumbers]);
  for (const single of specialNumbers) {
    const expected = specialNumbers.map((entry) => of(entry, single));
    expect(firstDifference(entriesOf(op(x, single)), expected)).toBeUndefined();
    expect(firstDifference(entriesOf(op(single, x)), expected)).toBeUndefined();
  }
});

test.for(extrema)("$name keeps a NaN in an operand that is broadcast along an axis", ({ op }) => {
  const row = tensor1d([nan, 0]);
  expect(entriesOf(op(zeros([2, 2]), row))).toEqual([nan, 0, nan, 0]);
  expect(entriesOf(op(row, zeros([2, 2])))).toEqual([nan, 0, nan, 0]);
});

test("int32 stays int32, bool becomes int32, and one operand of int32 becomes float32", () => {
  const [a, b] = [tensor1d([1, 2 ** 24 + 1], "int32"), tensor1d([2, 2 ** 24], "int32")];
  expect(minimum(a, b)).toMatchObject({ dtype: "int32" });
  expect(entriesOf(minimum(a, b))).toEqual([1, 2 ** 24]);
  expect(entriesOf(maximum(a, b))).toEqual([2, 2 ** 24 + 1]);
  expect(entriesOf(maximum(tensor1d([1, 0], "bool"), tensor1d([0, 0], "bool")))).toEqual([1, 0]);
  expect(entriesOf(minimum(tensor1d([0.5, nan]), tensor1d([1, 1], "int32")))).toEqual([0.5, nan]);
});

test.for(extrema)("$name leaves one new tensor on the heap, however it broadcasts", ({ op }) => {
  const operands = [zeros([2, 3]), zeros([3]), zeros([2, 1]), zeros([])];
  for (const a of operands) {
    for (const b of operands) {
      const before = memory();
      op(a, b).dispose();
      expect(memory()).toEqual(before);
    }
  }
});

test.for(extrema)("$name of a tensor and a single number can be replayed", ({ op }) => {
  const [x, limit] = [tensor1d([1, 2, 3]), scalar(2)];
  expect(replayProblem(x, [-1, nan, 5], () => op(x, limit))).toBeUndefined();
  expect(replayProblem(limit, [0], () => op(x, limit))).toBeUndefined();
});

test("shapes that do not broadcast are refused by tfjs", () => {
  expect(() => minimum(zeros([2]), zeros([3]))).toThrow("Operands could not be broadcast together");
});
