import { grad } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { logSumExp } from "../../src/tensor/log-sum-exp.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { rows } from "../kernels/reference/rows.ts";
import { logSumExp as reference } from "../kernels/reference/softmax.ts";
import { differences } from "./differences.ts";
import { array, matrix } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { replayProblem } from "./replay.ts";
import { gradientsOf } from "./tape.ts";

await init();

interface Case {
  name: string;
  input: { x: number[]; temperature: number };
  gradient: number[] | null;
}

const golden = loadVectors<{ cases: Case[]; tolerance: { gradientPlainFloat32: Tolerance } }>("log-sum-exp");

test.for(matrixShapes.flatMap((shape) => [0.25, 1, 3].map((temperature) => ({ shape, temperature }))))(
  "logSumExp of [$shape] at temperature $temperature: value within 2e-6, gradient within 1e-4 of float64",
  ({ shape, temperature }) => {
    const x = matrix(randomStream(0, `${shape}`), shape);
    const expected = (entries: number[]) => rows(entries, shape[1]).map((row) => reference(row, temperature));
    expect(differences([x], () => logSumExp(x, temperature), expected)).toEqual([]);
  },
);

test.for(golden.cases.filter(({ input }) => input.x.length > 0))(
  "golden $name: the gradient through the tape within the tolerance of the file",
  ({ name, input, gradient }) => {
    const x = matrixOf([input.x]);
    const [got] = gradientsOf([x], () => logSumExp(x, input.temperature));
    const sizes = { LargestInput: Math.max(0, ...input.x.map(Math.abs).filter(Number.isFinite)) };
    expect(mismatches(name, got!, gradient, golden.tolerance.gradientPlainFloat32, sizes)).toEqual([]);
  },
);

test("the temperature is 1 unless given", () => {
  const x = matrixOf([[0, 0]]);
  expect(entriesOf(logSumExp(x))).toEqual([Math.fround(Math.LN2)]);
  expect(gradientsOf([x], () => logSumExp(x))).toEqual([[0.5, 0.5]]);
});

test("a row without columns has the value −Infinity", () => {
  expect(entriesOf(logSumExp(zerosAs([2, 0])))).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
});

test.for([[5], [2, 3, 4], [3, 1, 2, 1, 5]])(
  "logSumExp of [%j] is along the last axis: value within 2e-6, gradient within 1e-4 of float64",
  (shape) => {
    const x = array(randomStream(0, `${shape}`), shape);
    const expected = (entries: number[]) => rows(entries, shape.at(-1)!).map((row) => reference(row, 2));
    expect(logSumExp(x, 2).shape).toEqual(shape.slice(0, -1));
    expect(differences([x], () => logSumExp(x, 2), expected)).toEqual([]);
  },
);

test("a captured logSumExp computes anew from new inputs, its gradient too", () => {
  const x = array(randomStream(0, "captured"), [2, 3, 4]);
  const entries = entriesOf(array(randomStream(1, "captured"), [2, 3, 4]));
  expect(replayProblem(x, entries, () => logSumExp(x))).toBeUndefined();
  expect(replayProblem(x, entries.toReversed(), () => grad((y) => logSumExp(y))(x))).toBeUndefined();
});

test("a scalar is refused", () => {
  expect(() => logSumExp(zerosAs([]))).toThrow(
    new RangeError("x must have an axis to work along; got the shape []"),
  );
});

test.for([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a temperature of %d is refused", (temperature) => {
  expect(() => logSumExp(zerosAs([1, 2]), temperature)).toThrow(
    new RangeError(`temperature must be a positive number that float32 can hold; got ${temperature}`),
  );
});
