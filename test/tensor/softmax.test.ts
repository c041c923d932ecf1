import { grad, scalar, square, type Tensor, softmax as tfjsSoftmax, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { logSoftmax, softmax } from "../../src/tensor/softmax.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { rows } from "../kernels/reference/rows.ts";
import * as reference from "../kernels/reference/softmax.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "./differences.ts";
import { array, matrix } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { replayProblem } from "./replay.ts";
import { gradientsOf } from "./tape.ts";

await init();

interface Case {
  name: string;
  input: { x: number[]; upstream: number[] };
  softmaxGradient: Expected;
  logSoftmaxGradient: Expected;
}

const golden = loadVectors<{
  cases: Case[];
  tolerance: Record<"softmaxGradient" | "logSoftmaxGradient", Tolerance>;
}>("softmax");

const ops = [
  { name: "softmax", op: softmax, row: reference.softmax },
  { name: "logSoftmax", op: logSoftmax, row: reference.logSoftmax },
];
const cases = ops.flatMap((each) =>
  matrixShapes.flatMap((shape) => [0.5, 1, 2].map((temperature) => ({ ...each, shape, temperature }))),
);

test.for(cases)(
  "$name of [$shape] at temperature $temperature: value within 2e-6, gradient within 1e-4 of float64",
  ({ name, op, row, shape, temperature }) => {
    const x = matrix(randomStream(0, `${name} ${shape}`), shape);
    const expected = (entries: number[]) => rows(entries, shape[1]).flatMap((each) => row(each, temperature));
    expect(differences([x], () => op(x, temperature), expected)).toEqual([]);
  },
);

test.for(golden.cases)(
  "golden $name: both gradients through the tape within the tolerance of the file",
  ({ name, input, softmaxGradient, logSoftmaxGradient }) => {
    const x = matrixOf([input.x]);
    const upstream = Float32Array.from(input.upstream);
    const sizes = {
      LargestUpstream: Math.max(...input.upstream.map(Math.abs)),
      UpstreamSum: total(input.upstream.map(Math.abs)),
    };
    const [ofSoftmax] = gradientsOf([x], () => softmax(x), upstream);
    expect(mismatches(name, ofSoftmax!, softmaxGradient, golden.tolerance.softmaxGradient, sizes)).toEqual(
      [],
    );
    const [ofLog] = gradientsOf([x], () => logSoftmax(x), upstream);
    expect(mismatches(name, ofLog!, logSoftmaxGradient, golden.tolerance.logSoftmaxGradient, sizes)).toEqual(
      [],
    );
  },
);

test("the temperature is 1 unless given", () => {
  expect(entriesOf(softmax(matrixOf([[0, 0]])))).toEqual([0.5, 0.5]);
  const log = Math.fround(-Math.LN2);
  expect(entriesOf(logSoftmax(matrixOf([[0, 0]])))).toEqual([log, log]);
});

test.for(ops.flatMap((each) => [[5], [2, 3, 4], [3, 1, 2, 1, 5]].map((shape) => ({ ...each, shape }))))(
  "$name of [$shape] is along the last axis: value within 2e-6, gradient within 1e-4 of float64",
  ({ name, op, row, shape }) => {
    const x = array(randomStream(0, `${name} ${shape}`), shape);
    const expected = (entries: number[]) => rows(entries, shape.at(-1)!).flatMap((each) => row(each, 2));
    expect(op(x, 2).shape).toEqual(shape);
    expect(differences([x], () => op(x, 2), expected)).toEqual([]);
  },
);

const calls: { name: string; op(x: Tensor): Tensor }[] = [
  ...ops,
  { name: "tf.softmax", op: (x) => tfjsSoftmax(x) },
];

test.for(calls)(
  "$name of no entries has none; a captured call computes anew from new inputs, its gradient too",
  ({ op }) => {
    for (const shape of [[0], [2, 0], [0, 3], [2, 0, 3]]) expect(op(zeros(shape)).shape).toEqual(shape);
    const x = array(randomStream(0, "captured"), [2, 3, 4]);
    const entries = entriesOf(array(randomStream(1, "captured"), [2, 3, 4]));
    expect(replayProblem(x, entries, () => op(x))).toBeUndefined();
    expect(replayProblem(x, entries.toReversed(), () => grad((y) => square(op(y)))(x))).toBeUndefined();
  },
);

test("tf.softmax has the bits of softmax, of a scalar and with special numbers too", () => {
  const { NaN: nan, NEGATIVE_INFINITY: lowest, POSITIVE_INFINITY: highest } = Number;
  const x = matrixOf([
    [1, -2, 3],
    [lowest, 0, lowest],
    [highest, 0, 1],
    [nan, 0, 1],
    [lowest, lowest, lowest],
  ]);
  const expected = entriesOf(softmax(x));
  expect(entriesOf(tfjsSoftmax(x))).toEqual(expected);
  expect(expected.slice(3, 6)).toEqual([0, 1, 0]);
  expect(expected.slice(6)).toEqual(new Array(9).fill(nan));
  expect(entriesOf(tfjsSoftmax(scalar(3)))).toEqual([1]);
});

test.for(ops)("$name refuses a scalar, and a temperature that is not positive", ({ op }) => {
  expect(() => op(zerosAs([]))).toThrow(
    new RangeError("x must have an axis to work along; got the shape []"),
  );
  expect(() => op(zerosAs([1, 3]), 0)).toThrow(
    new RangeError("temperature must be a positive number that float32 can hold; got 0"),
  );
});
