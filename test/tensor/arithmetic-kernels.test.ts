import { add, mul, squaredDifference, sub, type Tensor, tensor, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type RandomStream, randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { firstDifference } from "../first-difference.ts";
import { array } from "./draw.ts";
import { entriesOf, shapedOf } from "./entries.ts";
import { combine, sizeOf } from "./reference/shaped.ts";
import { shapePairs } from "./shape-pairs.ts";

await init();

const { fround, imul } = Math;
const operations = [
  {
    name: "add",
    op: add,
    floats: (x: number, y: number) => x + y,
    integers: (x: number, y: number) => x + y,
  },
  {
    name: "sub",
    op: sub,
    floats: (x: number, y: number) => x - y,
    integers: (x: number, y: number) => x - y,
  },
  { name: "mul", op: mul, floats: (x: number, y: number) => x * y, integers: imul },
  {
    name: "squaredDifference",
    op: squaredDifference,
    floats: (x: number, y: number) => fround(x - y) ** 2,
    integers: (x: number, y: number) => imul(x - y, x - y),
  },
];

function integers(stream: RandomStream, shape: number[]): Tensor {
  const entries = Array.from({ length: sizeOf(shape) }, () => stream.integer(2 ** 17) - 2 ** 16);
  return tensor(entries, shape, "int32");
}

const cases = operations.flatMap((each) => shapePairs.map((shapes) => ({ ...each, ...shapes })));

test.for(cases)("$name of float32 [$a] and [$b] is exact", ({ name, op, floats, a: aShape, b: bShape }) => {
  const stream = randomStream(0, `${name} ${aShape} ${bShape}`);
  const [a, b] = [array(stream, aShape), array(stream, bShape)];
  const expected = combine(floats, shapedOf(a), shapedOf(b));
  const got = op(a, b);
  expect(got).toMatchObject({ shape: expected.shape, dtype: "float32" });
  expect(firstDifference(entriesOf(got), expected.entries.map(fround))).toBeUndefined();
});

test.for(cases)(
  "$name of int32 [$a] and [$b] is exact",
  ({ name, op, integers: of, a: aShape, b: bShape }) => {
    const stream = randomStream(0, `${name} ${aShape} ${bShape}`);
    const [a, b] = [integers(stream, aShape), integers(stream, bShape)];
    const expected = combine(of, shapedOf(a), shapedOf(b));
    const got = op(a, b);
    expect(got).toMatchObject({ shape: expected.shape, dtype: "int32" });
    expect(firstDifference(entriesOf(got), expected.entries)).toBeUndefined();
  },
);

test("int32 wraps beyond 2³¹, and products keep their low bits", () => {
  const x = tensor1d([2 ** 31 - 1, -(2 ** 31), 123_456_789], "int32");
  expect(entriesOf(add(x, tensor1d([1, -1, 0], "int32")))).toEqual([-(2 ** 31), 2 ** 31 - 1, 123_456_789]);
  expect(entriesOf(mul(x, x))).toEqual([1, 0, imul(123_456_789, 123_456_789)]);
});
