import { mul, reshape, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { huber } from "../../src/tensor/huber.ts";
import { init } from "../../src/tensor/init.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { huber as reference } from "../kernels/reference/huber.ts";
import { differences } from "./differences.ts";
import { array } from "./draw.ts";
import { entriesOf, vectorOf, zerosAs } from "./entries.ts";
import { gradientsOf } from "./tape.ts";

await init();

interface Case {
  name: string;
  input: { threshold: number; prediction: number[]; target: number[] };
  gradient: number[];
}

const golden = loadVectors<{ cases: Case[]; tolerance: { gradient: Tolerance } }>("huber");

const shapes = [[], [1], [7], [3, 1], [2, 3, 5]];

test.for(shapes.flatMap((shape) => [0.3, 1, 4].map((threshold) => ({ shape, threshold }))))(
  "huber of the shape [$shape] with threshold $threshold: value within 2e-6, gradient within 1e-4 of float64",
  ({ shape, threshold }) => {
    const stream = randomStream(0, `${shape}`);
    const [prediction, target] = [array(stream, shape), array(stream, shape)];
    const wanted = entriesOf(target);
    const expected = (entries: number[]) =>
      entries.map((entry, i) => reference(entry - wanted[i]!, threshold));
    expect(differences([prediction], () => huber(prediction, target, threshold), expected)).toEqual([]);
  },
);

test.for(golden.cases)(
  "golden $name: the gradient through the tape within the tolerance of the file",
  ({ name, input, gradient }) => {
    const [prediction, target] = [vectorOf(input.prediction), vectorOf(input.target)];
    const [got] = gradientsOf([prediction], () => huber(prediction, target, input.threshold));
    expect(mismatches(name, got!, gradient, golden.tolerance.gradient)).toEqual([]);
  },
);

test("the threshold is 1 unless given", () => {
  expect(entriesOf(huber(vectorOf([3]), vectorOf([0])))).toEqual([2.5]);
});

test("the target is a constant: no gradient passes through it, even where it is made from the prediction", () => {
  const x = vectorOf([1, 2]);
  expect(gradientsOf([x], () => huber(x, mul(x, 2)))).toEqual([[-1, -1]]);
});

test("what does not fit is refused by name", () => {
  expect(() => huber(zerosAs([2]), zerosAs([3]))).toThrow(
    new RangeError("prediction and target must have the same shape; got [2] and [3]"),
  );
  expect(() => huber(reshape(vectorOf([1]), []), zerosAs([1]))).toThrow(
    new RangeError("prediction and target must have the same shape; got [] and [1]"),
  );
  expect(() => huber(zeros([2]), zeros([2], "int32"))).toThrow(
    new TypeError("target must be float32; got int32"),
  );
});

test.for([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a threshold of %d is refused", (threshold) => {
  expect(() => huber(zeros([2]), zeros([2]), threshold)).toThrow(
    new RangeError(`threshold must be a positive number that float32 can hold; got ${threshold}`),
  );
});
