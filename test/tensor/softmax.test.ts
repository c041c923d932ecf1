import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { logSoftmax, softmax } from "../../src/tensor/softmax.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { rows } from "../kernels/reference/rows.ts";
import * as reference from "../kernels/reference/softmax.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "./differences.ts";
import { matrix } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
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

test.for(ops)("$name refuses anything but a matrix, and a temperature that is not positive", ({ op }) => {
  expect(() => op(zerosAs([3]))).toThrow(new RangeError("x must have rank 2; got the shape [3]"));
  expect(() => op(zerosAs([1, 3]), 0)).toThrow(
    new RangeError("temperature must be a positive number that float32 can hold; got 0"),
  );
});
