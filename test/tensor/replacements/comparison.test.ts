import {
  cast,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  memory,
  notEqual,
  type Tensor,
  tensor,
  tensor1d,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type RandomStream, randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { init } from "../../../src/tensor/init.ts";
import { runOp } from "../../../src/tensor/op.ts";
import { firstDifference } from "../../first-difference.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { combine, sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { shapePairs } from "../shape-pairs.ts";
import { specialPairs } from "../special-numbers.ts";

await init();

const comparisons = [
  { name: "equal", op: equal, of: (x: number, y: number) => x === y },
  { name: "notEqual", op: notEqual, of: (x: number, y: number) => x !== y },
  { name: "less", op: less, of: (x: number, y: number) => x < y },
  { name: "lessEqual", op: lessEqual, of: (x: number, y: number) => x <= y },
  { name: "greater", op: greater, of: (x: number, y: number) => x > y },
  { name: "greaterEqual", op: greaterEqual, of: (x: number, y: number) => x >= y },
];
const dtypes = ["float32", "int32", "bool"] as const;

/** Of few values, so that many are equal. */
function draw(stream: RandomStream, shape: number[], dtype: (typeof dtypes)[number]): Tensor {
  const values = dtype === "bool" ? 2 : 4;
  return tensor(
    Array.from({ length: sizeOf(shape) }, () => stream.integer(values)),
    shape,
    dtype,
  );
}

test.for(
  comparisons.flatMap((each) =>
    shapePairs.flatMap((shapes) => dtypes.map((dtype) => ({ ...each, ...shapes, dtype }))),
  ),
)("$name of $dtype [$a] and [$b]", ({ name, op, of, a: aShape, b: bShape, dtype }) => {
  const stream = randomStream(0, `${name} ${aShape} ${bShape}`);
  const [a, b] = [draw(stream, aShape, dtype), draw(stream, bShape, dtype)];
  const expected = combine((x, y) => Number(of(x, y)), shapedOf(a), shapedOf(b));
  const got = op(a, b);
  expect(got).toMatchObject({ shape: expected.shape, dtype: "bool" });
  expect(firstDifference(entriesOf(got), expected.entries)).toBeUndefined();
});

test.for(comparisons)("$name of every pair of special numbers", ({ op, of }) => {
  const [a, b] = specialPairs;
  const expected = a.map((x, i) => Number(of(x, b[i]!)));
  expect(firstDifference(entriesOf(op(tensor1d(a), tensor1d(b))), expected)).toBeUndefined();
});

test.for(comparisons)("$name can be replayed, and makes one tensor of any type", ({ op }) => {
  const [x, y] = [tensor1d([1, 2, 3, 4, 5]), tensor1d([3, 3, 3, 3, 3])];
  expect(replayProblem(x, [3, 4, 2, Number.NaN, 3], () => op(x, y))).toBeUndefined();
  const truths = cast(x, "bool");
  const before = memory();
  op(truths, truths).dispose();
  op(x, y).dispose();
  expect(memory()).toEqual(before);
});

test("a comparison of bool that is refused leaves nothing on the heap", () => {
  const [a, b] = [tensor1d([1, 0], "bool"), tensor1d([1, 0, 1], "bool")];
  const before = acceleratedBackend().numDataIds();
  expect(() => runOp("Less", { a, b })).toThrow("could not be broadcast");
  expect(acceleratedBackend().numDataIds()).toBe(before);
});
