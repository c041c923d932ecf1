import {
  cast,
  gather,
  gatherND,
  grad,
  greater,
  mul,
  scalar,
  square,
  tensor,
  tensor1d,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { entriesOf, matrixOf, shapedOf, vectorOf } from "../entries.ts";
import { gathered, gatherShapes } from "../reference/gather.ts";
import { sizeOf } from "../reference/shaped.ts";
import { gradientsOf } from "../tape.ts";

await init();

const nan = Number.NaN;

test.for(gatherShapes)(
  "gather from [$shape] with indices [$indexShape] along axis $axis, batchDims $batchDims: the entries and, within 1e-4, the gradient",
  ({ shape, indexShape, axis, batchDims }) => {
    const stream = randomStream(0, `${shape} ${indexShape}`);
    const x = array(stream, shape);
    const entries = Array.from({ length: sizeOf(indexShape) }, () => stream.integer(shape[axis]!));
    const indices = tensor(entries, indexShape, "int32");
    const reference = (values: number[]) => [
      ...gathered({ shape, entries: values }, shapedOf(indices), axis, batchDims).entries,
    ];
    for (const given of [axis, axis - shape.length]) {
      expect(differences([x], () => gather(x, indices, given, batchDims), reference)).toEqual([]);
    }
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

test("an index outside has no gradient, not even from a NaN", () => {
  const x = matrixOf([
    [1, 2],
    [3, 4],
  ]);
  const indices = tensor1d([1, -1, 2, 1], "int32");
  const upstream = Float32Array.of(1, 2, nan, nan, nan, nan, 10, 20);
  expect(gradientsOf([x], () => gather(x, indices), upstream)).toEqual([[0, 0, 11, 22]]);
});

test.for([
  { shape: [5], placeShape: [3, 1] },
  { shape: [4, 3], placeShape: [6, 2] },
  { shape: [4, 3], placeShape: [2, 3, 1] },
  { shape: [2, 3, 2, 2], placeShape: [7, 3] },
])(
  "gatherND from [$shape] with places [$placeShape]: the entries and, within 1e-4, the gradient",
  ({ shape, placeShape }) => {
    const stream = randomStream(0, `${shape} ${placeShape}`);
    const [x, depth] = [array(stream, shape), placeShape.at(-1)!];
    const places = Array.from({ length: sizeOf(placeShape) }, (_, i) => stream.integer(shape[i % depth]!));
    const inner = sizeOf(shape.slice(depth));
    const reference = (values: number[]) =>
      Array.from({ length: places.length / depth }, (_, row) => {
        const own = places.slice(row * depth, (row + 1) * depth);
        const flat = own.reduce((sum, place, axis) => sum * shape[axis]! + place, 0);
        return values.slice(flat * inner, (flat + 1) * inner);
      }).flat();
    const indices = tensor(places, placeShape, "int32");
    expect(differences([x], () => gatherND(x, indices), reference)).toEqual([]);
  },
);

test("the gradient of gather can be captured", () => {
  const [x, indices] = [vectorOf([1, 2, 3]), tensor1d([0, 0, 2], "int32")];
  const captured = capture(() => tidy(() => grad((v) => square(gather(v, indices)))(x)));
  expect(entriesOf(captured.result)).toEqual([4, 0, 6]);
  acceleratedBackend().integers(indices).set([1, 0, 3]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([2, 4, 0]);
});
