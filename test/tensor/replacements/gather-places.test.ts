import { type DataType, gatherND, memory, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf } from "../entries.ts";
import { build, sizeOf } from "../reference/shaped.ts";

await init();

/** Entries that tell where they come from, as far as the type allows it. */
function draw(shape: number[], dtype: DataType): Tensor {
  const entries = Array.from({ length: sizeOf(shape) }, (_, i) =>
    dtype === "bool" ? ((i * i) % 3) & 1 : i + 1,
  );
  return tensor(entries, shape, dtype);
}

const types = ["float32", "int32", "bool"] as const;
test.for(
  [
    { shape: [5], placeShape: [3, 1] },
    { shape: [4, 3], placeShape: [2] },
    { shape: [4, 3], placeShape: [5, 1] },
    { shape: [4, 3, 2], placeShape: [2, 3, 2] },
    { shape: [2, 3, 4, 5], placeShape: [6, 4] },
    { shape: [2, 3, 2, 2, 3], placeShape: [6, 5] },
    { shape: [4, 3], placeShape: [0, 2] },
    { shape: [4, 3], placeShape: [2, 0] },
  ].flatMap((each) => types.map((dtype) => ({ ...each, dtype }))),
)("gatherND from [$shape] with places [$placeShape], $dtype", ({ shape, placeShape, dtype }) => {
  const [x, stream] = [draw(shape, dtype), randomStream(0, `${shape}`)];
  const depth = placeShape.at(-1)!;
  const places = Array.from({ length: sizeOf(placeShape) }, (_, i) => stream.integer(shape[i % depth]!));
  const rest = shape.slice(depth);
  const width = sizeOf(rest);
  const source = entriesOf(x);
  const expected = build([sizeOf(placeShape.slice(0, -1)), width], ([row, i]) => {
    const own = places.slice(row! * depth, (row! + 1) * depth);
    const flat = own.reduce((sum, place, axis) => sum * shape[axis]! + place, 0);
    return source[flat * width + i!]!;
  });
  const indices = tensor(places, placeShape, "int32");
  const before = memory().numDataBuffers;
  const got = gatherND(x, indices);
  expect(got).toMatchObject({ shape: [...placeShape.slice(0, -1), ...rest], dtype });
  expect(entriesOf(got)).toEqual(expected.entries);
  expect(memory().numDataBuffers).toBe(before + 1);
});

test("a place outside gives NaN, though its flat index may lie inside", () => {
  const x = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
  const outside = [0, 3, 1, -1, -1, 4, 2, 0, 1, 2];
  const got = gatherND(x, tensor(outside, [5, 2], "int32"));
  expect(entriesOf(got)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 6]);
});

test("places with more axes than x are refused", () => {
  expect(() => gatherND(tensor([1, 2]), tensor([0, 1], [1, 2], "int32"))).toThrow(
    "index innermost dimension",
  );
});

test("gatherND can be captured", () => {
  const [x, places] = [tensor([1, 2, 3, 4], [2, 2]), tensor([0, 1], [1, 2], "int32")];
  const captured = capture(() => gatherND(x, places));
  acceleratedBackend().integers(places).set([1, 0]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([3]);
});
