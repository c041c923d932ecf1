import { type DataType, gather, type Tensor, tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { gathered, gatherShapes } from "../reference/gather.ts";
import { sizeOf } from "../reference/shaped.ts";
import { specialNumbers } from "../special-numbers.ts";

await init();

/** Entries that tell where they come from, as far as the type allows it. */
function draw(shape: number[], dtype: DataType): Tensor {
  const entries = Array.from({ length: sizeOf(shape) }, (_, i) =>
    dtype === "bool" ? ((i * i) % 3) & 1 : i + 1,
  );
  return tensor(entries, shape, dtype);
}

function drawIndices(shape: number[], length: number): Tensor {
  const stream = randomStream(0, `${shape}`);
  return tensor(
    Array.from({ length: sizeOf(shape) }, () => stream.integer(length)),
    shape,
    "int32",
  );
}

const types = ["float32", "int32", "bool"] as const;

test.for(gatherShapes.flatMap((each) => types.map((dtype) => ({ ...each, dtype }))))(
  "gather from [$shape] with indices [$indexShape] along axis $axis, batchDims $batchDims, $dtype",
  ({ shape, indexShape, axis, batchDims, dtype }) => {
    const [x, indices] = [draw(shape, dtype), drawIndices(indexShape, shape[axis]!)];
    const expected = gathered(shapedOf(x), shapedOf(indices), axis, batchDims);
    for (const given of [axis, axis - shape.length]) {
      const got = gather(x, indices, given, batchDims);
      expect(got).toMatchObject({ shape: expected.shape, dtype });
      expect(entriesOf(got)).toEqual(expected.entries);
    }
  },
);

test("batchDims of 1, where tfjs-backend-wasm steps through x as if it had as many rows as indices a member", () => {
  const x = tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4]);
  expect(entriesOf(gather(x, tensor1d([3, 2, 1], "int32"), 1, 1))).toEqual([3, 6, 9]);
});

test.for([
  { dtype: "float32" as const, missing: Number.NaN },
  { dtype: "int32" as const, missing: 0 },
  { dtype: "bool" as const, missing: 0 },
])("an index outside of a $dtype tensor gives $missing", ({ dtype, missing }) => {
  const x = tensor([1, 1, 1, 1, 1, 1], [3, 2], dtype);
  const indices = tensor1d([-1, 2, 3, 2 ** 31 - 1, -(2 ** 31)], "int32");
  const lost = [missing, missing];
  expect(entriesOf(gather(x, indices))).toEqual([...lost, 1, 1, ...lost, ...lost, ...lost]);
});

test("special numbers arrive to the bit", () => {
  const x = tensor1d([...specialNumbers]);
  const reversed = specialNumbers.map((_, i) => specialNumbers.length - 1 - i);
  expect(entriesOf(gather(x, tensor1d(reversed, "int32")))).toEqual([...specialNumbers].reverse());
});

test.for([
  { shape: [3, 2], indexShape: [0], result: [0, 2] },
  { shape: [3, 0], indexShape: [2], result: [2, 0] },
  { shape: [0, 2], indexShape: [2], result: [2, 2] },
])("of [$shape] with indices [$indexShape] comes [$result]", ({ shape, indexShape, result }) => {
  const got = gather(zeros(shape), zeros(indexShape, "int32"));
  expect(got.shape).toEqual(result);
  expect(entriesOf(got)).toEqual(new Array(sizeOf(result)).fill(Number.NaN));
});

test("a replay takes anew from what x and the indices hold, beyond the ends too", () => {
  const [x, indices] = [tensor1d([1, 2, 3]), tensor1d([0, 2], "int32")];
  const captured = capture(() => gather(x, indices));
  acceleratedBackend().floats(x).set([4, 5, 6]);
  acceleratedBackend().integers(indices).set([1, 3]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([5, Number.NaN]);
});
