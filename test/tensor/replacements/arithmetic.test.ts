import {
  add,
  floorDiv,
  maximum,
  mod,
  mul,
  pow,
  scalar,
  squaredDifference,
  sub,
  type Tensor,
  tensor,
  tensor1d,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type RandomStream, randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { mismatches } from "../../conformance.ts";
import { firstDifference } from "../../first-difference.ts";
import { array } from "../draw.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { combine, sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { shapePairs } from "../shape-pairs.ts";
import { specialPairs } from "../special-numbers.ts";

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
  {
    name: "floorDiv",
    op: floorDiv,
    floats: (x: number, y: number) => Math.floor(fround(x / y)),
    integers: (x: number, y: number) => Math.floor(x / y),
  },
  { name: "mod", op: mod, floats: modulo, integers: modulo },
];

/** The remainder of the sign of y. */
function modulo(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 === y < 0 ? rest : rest + y;
}

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
    expect(firstDifference(entriesOf(got), Int32Array.from(expected.entries))).toBeUndefined();
  },
);

test("int32 wraps beyond 2³¹, and products keep their low bits", () => {
  const x = tensor1d([2 ** 31 - 1, -(2 ** 31), 123_456_789], "int32");
  expect(entriesOf(add(x, tensor1d([1, -1, 0], "int32")))).toEqual([-(2 ** 31), 2 ** 31 - 1, 123_456_789]);
  expect(entriesOf(mul(x, x))).toEqual([1, 0, imul(123_456_789, 123_456_789)]);
});

test("int32 divided by 0 is 0 and leaves the dividend, −2³¹ by −1 is itself: nothing traps", () => {
  const [x, y] = [tensor1d([7, -7, 0, -(2 ** 31)], "int32"), tensor1d([0, 0, 0, -1], "int32")];
  expect(entriesOf(floorDiv(x, y))).toEqual([0, 0, 0, -(2 ** 31)]);
  expect(entriesOf(mod(x, y))).toEqual([7, -7, 0, 0]);
});

test("mod of float32 has the sign of the divisor, is NaN by 0, and exact where the quotient is huge", () => {
  const x = tensor1d([5.5, -5.5, 5.5, -5.5, 1, Infinity, 1, 2 ** 100, -0]);
  const y = tensor1d([2, 2, -2, -2, 0, 1, -Infinity, 3, -1]);
  expect(entriesOf(mod(x, y))).toEqual([1.5, 0.5, -0.5, -1.5, Number.NaN, Number.NaN, -Infinity, 1, -0]);
});

/** IEEE 754's, which differs from JavaScript's where the base is ±1 and the exponent not finite. */
function power(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}

test.for(shapePairs)(
  "pow of [$a] and [$b]: within 0.51 units in the last place",
  ({ a: aShape, b: bShape }) => {
    const stream = randomStream(0, `pow ${aShape} ${bShape}`);
    const [a, b] = [array(stream, aShape), array(stream, bShape, 10)];
    const expected = combine((x, y) => Math.abs(x) ** y, shapedOf(a), shapedOf(b));
    const got = pow(maximum(a, mul(a, -1)), b);
    expect(got.shape).toEqual(expected.shape);
    expect(mismatches("pow", entriesOf(got), [...expected.entries], { ulp: 0.51 })).toEqual([]);
  },
);

test("pow of 2¹⁸ pairs of any bits is within 0.51 units, special numbers among them", () => {
  const { bits } = randomStream(0, "powers");
  const draw = () => new Float32Array(Uint32Array.from({ length: 2 ** 18 }, bits).buffer);
  const [x, y] = [draw(), draw().map((entry, i) => (i % 2 ? entry : Math.round(8 * Math.sin(i))))];
  const expected = Array.from(x, (entry, i) => power(entry, y[i]!));
  expect(mismatches("pow", entriesOf(pow(tensor1d(x), tensor1d(y))), expected, { ulp: 0.51 })).toEqual([]);
});

test("pow of every pair of special numbers is IEEE 754's", () => {
  const [a, b] = specialPairs;
  const expected = a.map((x, i) => fround(power(x, b[i]!)));
  expect(firstDifference(entriesOf(pow(tensor1d(a), tensor1d(b))), expected)).toBeUndefined();
});

test("small powers of integers are exact: −5 … 15 to the power of 0 … 5", () => {
  const bases = Array.from({ length: 21 }, (_, i) => i - 5);
  for (const exponent of [0, 1, 2, 3, 4, 5]) {
    const expected = bases.map((base) => fround(base ** exponent));
    expect(entriesOf(pow(tensor1d(bases), exponent))).toEqual(expected);
  }
});

test.for([...operations, { name: "pow", op: pow }])(
  "$name can be replayed with a single number",
  ({ op }) => {
    const x = tensor1d([1, 2, 3, 4, 5]);
    expect(replayProblem(x, [7.5, 0.5, 11, 9, 8.25], () => op(x, scalar(2.5)))).toBeUndefined();
  },
);
