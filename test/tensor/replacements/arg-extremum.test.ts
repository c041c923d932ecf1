import {
  argMax,
  argMin,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { argExtremum } from "../../kernels/reference/arg-extremum.ts";
import { array } from "../draw.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { reduce } from "../reference/reduce.ts";
import { sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { specialPairs } from "../special-numbers.ts";

await init();

const { NaN: nan, NEGATIVE_INFINITY: lowest, POSITIVE_INFINITY: highest } = Number;

interface Position {
  name: string;
  op(x: Tensor, axis?: number): Tensor;
  of(entries: readonly number[]): number;
}

const positions: Position[] = [
  { name: "argMax", op: argMax, of: (entries) => argExtremum(entries, (x, best) => x > best) },
  { name: "argMin", op: argMin, of: (entries) => argExtremum(entries, (x, best) => x < best) },
];
const shape = [3, 2, 5, 4];

test.for(positions.flatMap((each) => shape.map((_, axis) => ({ ...each, axis }))))(
  "$name of a rank-4 tensor along axis $axis, counted from either side",
  ({ name, op, of, axis }) => {
    const x = array(randomStream(0, name), shape);
    const expected = reduce(of, shapedOf(x), [axis]).entries;
    for (const given of [axis, axis - 4]) {
      const got = op(x, given);
      expect(got).toMatchObject({ shape: shape.filter((_, each) => each !== axis), dtype: "int32" });
      expect(entriesOf(got)).toEqual(expected);
    }
  },
);

test.for(positions)("$name of every pair of special numbers: a NaN wins, ±0 tie", ({ op, of }) => {
  const [a, b] = specialPairs;
  const columns = tensor2d([...a, ...b], [2, a.length]);
  const expected = a.map((x, i) => of([x, b[i]!]));
  expect(entriesOf(op(columns, 0))).toEqual(expected);
  expect(entriesOf(op(transpose(columns), 1))).toEqual(expected);
});

test.for(positions)("$name: the first NaN wins, wherever it is", ({ op }) => {
  for (let length = 1; length < 10; length++) {
    for (let place = 0; place < length; place++) {
      const row = Array.from({ length }, (_, i) => (i === place || i === length - 1 ? nan : i % 3));
      expect(entriesOf(op(tensor1d(row)))).toEqual([place]);
    }
  }
});

test("ties go to the lowest index, of infinities too", () => {
  expect(entriesOf(argMax(tensor1d([1, 3, 2, 3])))).toEqual([1]);
  expect(entriesOf(argMin(tensor1d([1, 0, 2, 0])))).toEqual([1]);
  expect(entriesOf(argMax(tensor1d([lowest, lowest])))).toEqual([0]);
  expect(entriesOf(argMin(tensor1d([highest, highest])))).toEqual([0]);
});

test("int32 and bool are exact", () => {
  expect(entriesOf(argMax(tensor1d([2 ** 24, 2 ** 24 + 1], "int32")))).toEqual([1]);
  expect(entriesOf(argMin(tensor1d([1, 0, 0], "bool")))).toEqual([1]);
});

test.for(positions)("$name of int32 along any axis, of captured calls too", ({ op, of }) => {
  const stream = randomStream(0, "integers");
  const entries = Array.from({ length: sizeOf(shape) }, () => stream.integer(5) - 2);
  const x = tensor(entries, shape, "int32");
  for (const axis of shape.keys()) {
    expect(entriesOf(op(x, axis))).toEqual(reduce(of, { shape, entries }, [axis]).entries);
  }
  expect(replayProblem(x, entries.toReversed(), () => op(x, 2))).toBeUndefined();
});

test.for(positions)("$name of no entries is an error", ({ op }) => {
  expect(() => op(zeros([0, 3]), 0)).toThrow("of no entries: an axis of [0,3] has none");
});

test("of no rows there are no positions", () => {
  const got = argMax(zeros([0, 3]), 1);
  expect(got).toMatchObject({ shape: [0], dtype: "int32" });
});
