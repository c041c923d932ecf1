import {
  greater,
  less,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  square,
  type Tensor,
  tensor,
  tensor1d,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type RandomStream, randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { runOp } from "../../../src/tensor/op.ts";
import { firstDifference } from "../../first-difference.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { combine, sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { shapePairs } from "../shape-pairs.ts";

await init();

const connectives = [
  { name: "logicalAnd", op: logicalAnd, of: (x: number, y: number) => x & y },
  { name: "logicalOr", op: logicalOr, of: (x: number, y: number) => x | y },
  { name: "logicalXor", op: logicalXor, of: (x: number, y: number) => x ^ y },
  {
    name: "the kernel LogicalXor",
    op: (a: Tensor, b: Tensor) => runOp<Tensor>("LogicalXor", { a, b }),
    of: (x: number, y: number) => x ^ y,
  },
];

function draw(stream: RandomStream, shape: number[]): Tensor {
  return tensor(
    Array.from({ length: sizeOf(shape) }, () => stream.integer(2)),
    shape,
    "bool",
  );
}

test.for(connectives.flatMap((each) => shapePairs.map((shapes) => ({ ...each, ...shapes }))))(
  "$name of [$a] and [$b]",
  ({ name, op, of, a: aShape, b: bShape }) => {
    const stream = randomStream(0, `${name} ${aShape} ${bShape}`);
    const [a, b] = [draw(stream, aShape), draw(stream, bShape)];
    const expected = combine(of, shapedOf(a), shapedOf(b));
    const got = op(a, b);
    expect(got).toMatchObject({ shape: expected.shape, dtype: "bool" });
    expect(firstDifference(entriesOf(got), expected.entries)).toBeUndefined();
  },
);

test.for([[], [0], [1], [5], [2, 3, 7]])("logicalNot of the shape [%s]", (shape) => {
  const x = draw(randomStream(0, `not ${shape}`), shape);
  const got = logicalNot(x);
  expect(got).toMatchObject({ shape, dtype: "bool" });
  expect(entriesOf(got)).toEqual(entriesOf(x).map((entry) => 1 - entry));
});

test("every byte but 0 is true, and 1 is written for it", () => {
  const x = tensor1d(Uint8Array.of(0, 1, 2, 255), "bool");
  const one = tensor1d([1, 1, 1, 1], "bool");
  expect(entriesOf(logicalAnd(x, one))).toEqual([0, 1, 1, 1]);
  expect(entriesOf(logicalNot(x))).toEqual([1, 0, 0, 0]);
});

test.for(connectives)("$name and logicalNot can be replayed", ({ op }) => {
  const x = tensor1d([-2, -1, 0, 1, 2]);
  const call = () => logicalNot(op(greater(x, 0), less(square(x), 2)));
  expect(replayProblem(x, [-1, 2, 1, 2, -2], call)).toBeUndefined();
});
