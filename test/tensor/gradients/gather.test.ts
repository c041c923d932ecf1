import { cast, gather, greater, mul, scalar, tensor, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { matrixOf, vectorOf } from "../entries.ts";
import { at, build, type Shaped, sizeOf } from "../reference/shaped.ts";
import { gradientsOf } from "../tape.ts";

await init();

/** The rows of x with these indices. */
function gathered(x: Shaped, indices: Shaped): Shaped {
  const rank = indices.shape.length;
  return build([...indices.shape, ...x.shape.slice(1)], (place) =>
    at(x, [at(indices, place.slice(0, rank)), ...place.slice(rank)]),
  );
}

const shapes = [[4], [4, 3], [4, 2, 3], [1], [1, 3]];
const indexShapes = [[], [1], [6], [3, 2], [2, 1, 4]];

test.for(shapes.flatMap((shape) => indexShapes.map((indexShape) => ({ shape, indexShape }))))(
  "gather from [$shape] with indices [$indexShape]: the entries and, within 1e-4, the gradient",
  ({ shape, indexShape }) => {
    const stream = randomStream(0, `${shape} ${indexShape}`);
    const x = array(stream, shape);
    const entries = Array.from({ length: sizeOf(indexShape) }, () => stream.integer(shape[0]!));
    const indices = tensor(entries, indexShape, "int32");
    const reference = (values: number[]) => [
      ...gathered({ shape, entries: values }, { shape: indexShape, entries }).entries,
    ];
    expect(differences([x], () => gather(x, indices), reference)).toEqual([]);
  },
);

test("a row that is taken several times gets the sum, one that is not taken 0", () => {
  const x = matrixOf([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const upstream = Float32Array.of(1, 2, 10, 20, 100, 200, 1000, 2000);
  const rows = gradientsOf([x], () => gather(x, tensor1d([2, 0, 2, 2], "int32")), upstream);
  expect(rows).toEqual([[10, 20, 0, 0, 1101, 2202]]);
  const square = tensor([2, 0, 2, 2], [2, 2], "int32");
  expect(gradientsOf([x], () => gather(x, square), upstream)).toEqual(rows);
});

test("no index at all gives the gradient 0", () => {
  const x = matrixOf([
    [1, 2],
    [3, 4],
  ]);
  expect(gradientsOf([x], () => gather(x, tensor([], [0], "int32")))).toEqual([[0, 0, 0, 0]]);
});

test("indices are constants, even where they are made from what they index", () => {
  const x = vectorOf([-1, 2, 4]);
  const isPositive = () => cast(greater(x, 0), "int32");
  expect(gradientsOf([x], () => mul(gather(x, isPositive()), 10))).toEqual([[10, 20, 0]]);
});

test("the first axis counted from the right is the first axis", () => {
  const [x, rows] = [vectorOf([1, 2, 3]), matrixOf([[1, 2]])];
  expect(gradientsOf([x], () => gather(x, scalar(1, "int32"), -1))).toEqual([[0, 1, 0]]);
  expect(gradientsOf([rows], () => gather(rows, [0, 0], -2))).toEqual([[2, 2]]);
});

test.for([
  { axis: 1, batchDims: 0 },
  { axis: -1, batchDims: 0 },
  { axis: 1, batchDims: 1 },
])("a gradient along the axis $axis with batchDims $batchDims is refused", ({ axis, batchDims }) => {
  const x = matrixOf([
    [1, 2],
    [3, 4],
  ]);
  const indices = tensor([0, 1, 1, 1], [2, 2], "int32");
  expect(() => gradientsOf([x], () => gather(x, indices, axis, batchDims))).toThrow(
    new RangeError(`gather has a gradient along axis 0 only; got axis ${axis}`),
  );
});
