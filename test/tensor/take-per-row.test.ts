import { argMax, type Tensor1D, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { takePerRow } from "../../src/tensor/take-per-row.ts";
import { rows } from "../kernels/reference/rows.ts";
import { differences } from "./differences.ts";
import { matrix } from "./draw.ts";
import { entriesOf, matrixOf, zerosAs } from "./entries.ts";
import { matrixShapes } from "./matrix-shapes.ts";
import { gradientsOf } from "./tape.ts";

await init();

test.for(matrixShapes)(
  "takePerRow of [%d, %d]: the entries themselves, gradient within 1e-4 of float64",
  ([rowCount, columns]) => {
    const stream = randomStream(0, `${rowCount} ${columns}`);
    const x = matrix(stream, [rowCount, columns]);
    const places = Int32Array.from({ length: rowCount }, () => stream.integer(columns));
    const index = tensor1d(places, "int32");
    const expected = (entries: number[]) => rows(entries, columns).map((row, i) => row[places[i]!]!);
    expect(differences([x], () => takePerRow(x, index), expected, { value: 0, gradient: 1e-4 })).toEqual([]);
  },
);

test.for([2, -1, -2147483648])("an index of %d outside 0 … 1 gives NaN and has no gradient", (outside) => {
  const x = matrixOf([
    [1, 2],
    [3, 4],
  ]);
  const index = tensor1d([outside, 1], "int32");
  expect(entriesOf(takePerRow(x, index))).toEqual([Number.NaN, 4]);
  expect(gradientsOf([x], () => takePerRow(x, index))).toEqual([[0, 0, 0, 1]]);
});

test("what does not fit is refused by name", () => {
  const index = tensor1d([0, 0], "int32");
  expect(() => takePerRow(zerosAs([2]), index)).toThrow(
    new RangeError("x must have rank 2; got the shape [2]"),
  );
  expect(() => takePerRow(zerosAs([2, 1]), zerosAs([2, 1]))).toThrow(
    new RangeError("index must have rank 1; got the shape [2,1]"),
  );
  expect(() => takePerRow(zerosAs([3, 1]), index)).toThrow(
    new RangeError("index must have one entry a row of x, 3; got 2"),
  );
  expect(() => takePerRow(zerosAs([2, 1]), tensor1d([0, 0], "float32"))).toThrow(
    new TypeError("index must be int32; got float32"),
  );
  expect(() => takePerRow(zeros([2, 1], "int32"), index)).toThrow(
    new TypeError("x must be float32; got int32"),
  );
});

test("the index is a constant, even where it is the argmax of a variable", () => {
  const x = matrixOf([
    [1, 5],
    [3, 2],
  ]);
  expect(gradientsOf([x], () => takePerRow(x, argMax<Tensor1D>(x, 1)))).toEqual([[0, 1, 1, 0]]);
});
