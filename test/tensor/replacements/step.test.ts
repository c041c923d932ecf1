import { leakyRelu, step, tensor, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { firstDifference } from "../../first-difference.ts";
import { array } from "../draw.ts";
import { entriesOf } from "../entries.ts";
import { replayProblem } from "../replay.ts";
import { specialNumbers } from "../special-numbers.ts";

await init();

const { fround } = Math;
const slope = fround(0.3);
const cases = [
  { name: "leakyRelu", op: leakyRelu, of: (x: number) => (x > 0 ? x : fround(slope * x)) },
  { name: "step", op: step, of: (x: number) => (x > 0 ? 1 : x <= 0 ? slope : x) },
];
const shapes = [[], [0], [1], [5], [2, 3, 7], [1, 2, 3, 1, 2]];

test.for(cases.flatMap((each) => shapes.map((shape) => ({ ...each, shape }))))(
  "$name of the shape [$shape] is exact",
  ({ name, op, of, shape }) => {
    const x = array(randomStream(0, `${name} ${shape}`), shape);
    const got = op(x, 0.3);
    expect(got).toMatchObject({ shape, dtype: "float32" });
    expect(firstDifference(entriesOf(got), entriesOf(x).map(of))).toBeUndefined();
  },
);

test.for(cases)("$name of special numbers is exact: a NaN stays", ({ op, of }) => {
  const expected = specialNumbers.map(of);
  expect(firstDifference(entriesOf(op(tensor1d([...specialNumbers]), 0.3)), expected)).toBeUndefined();
});

test("leakyRelu of int32 is float32", () => {
  const got = leakyRelu(tensor([-2, 0, 3], [3], "int32"), 0.25);
  expect(got.dtype).toBe("float32");
  expect(entriesOf(got)).toEqual([-0.5, 0, 3]);
});

test.for(cases)("$name can be replayed", ({ op }) => {
  const x = tensor1d([1, 2, 3, 4, 5]);
  expect(replayProblem(x, [-1, 2, 0, -4, Number.NaN], () => op(x, 0.3))).toBeUndefined();
});
