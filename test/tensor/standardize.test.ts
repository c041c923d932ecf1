import { mul, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { standardize } from "../../src/tensor/standardize.ts";
import { rows } from "../kernels/reference/rows.ts";
import { differences } from "./differences.ts";
import { matrix, vector } from "./draw.ts";
import { entriesOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { gradientsOf } from "./tape.ts";

await init();

test.for(matrixShapes)(
  "standardize of [%d, %d]: value within 2e-6, gradient in x within 1e-4 of float64",
  ([rowCount, columns]) => {
    const stream = randomStream(0, `${rowCount} ${columns}`);
    const x = matrix(stream, [rowCount, columns]);
    const [mean, scale] = [vector(stream, [columns]), vector(stream, [columns])];
    const [means, scales] = [entriesOf(mean), entriesOf(scale)];
    const reference = (entries: number[]) =>
      rows(entries, columns).flatMap((row) => row.map((entry, j) => (entry - means[j]!) * scales[j]!));
    expect(differences([x], () => standardize(x, mean, scale), reference)).toEqual([]);
  },
);

test("mean and scale are constants: their gradients are 0", () => {
  const stream = randomStream(0, "constants");
  const [x, weights] = [matrix(stream, [2, 3]), vector(stream, [3])];
  const none = [[0, 0, 0]];
  expect(gradientsOf([weights], () => standardize(x, zeros([3]), mul(weights, 2)))).toEqual(none);
  expect(gradientsOf([weights], () => standardize(x, mul(weights, 2), zeros([3])))).toEqual(none);
});

test("what does not fit is refused by name", () => {
  expect(() => standardize(zerosAs([3]), zeros([3]), zeros([3]))).toThrow(
    new RangeError("x must have rank 2; got the shape [3]"),
  );
  expect(() => standardize(zeros([2, 3]), zeros([2]), zeros([3]))).toThrow(
    new RangeError("mean must have one entry a column of x, 3; got the shape [2]"),
  );
  expect(() => standardize(zeros([2, 3]), zeros([3]), zerosAs([1, 3]))).toThrow(
    new RangeError("scale must have one entry a column of x, 3; got the shape [1,3]"),
  );
  expect(() => standardize(zeros([2, 3]), zeros([3]), zeros([3], "int32"))).toThrow(
    new TypeError("scale must be float32; got int32"),
  );
});
