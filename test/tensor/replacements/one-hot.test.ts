import { engine, oneHot, type Tensor, tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf } from "../entries.ts";

await init();

const cases = [
  { dtype: "float32", on: 1, off: 0 },
  { dtype: "float32", on: -0.25, off: Number.NaN },
  { dtype: "float32", on: Number.POSITIVE_INFINITY, off: -0 },
  { dtype: "int32", on: 2 ** 31 - 1, off: -(2 ** 31) },
  { dtype: "int32", on: 1, off: 0 },
  { dtype: "bool", on: 1, off: 0 },
  { dtype: "bool", on: 0, off: 1 },
] as const;

test.for(cases)(
  "oneHot in $dtype with $on and $off; an index outside is $off everywhere",
  ({ dtype, on, off }) => {
    const indices = [1, 0, 4, 5, -1, 2 ** 31 - 1, -(2 ** 31), 4];
    const got = oneHot(tensor(indices, [2, 4], "int32"), 5, on, off, dtype);
    expect(got).toMatchObject({ shape: [2, 4, 5], dtype });
    const expected = indices.flatMap((index) => [0, 1, 2, 3, 4].map((j) => (j === index ? on : off)));
    expect(entriesOf(got)).toEqual(expected);
  },
);

test("depth 1, which tfjs's op refuses before it comes to the kernel", () => {
  const attributes = { dtype: "float32", depth: 1, onValue: 2, offValue: 3 };
  const indices = tensor1d([0, 1, 0], "int32");
  const got = engine().runKernel<Tensor>("OneHot", { indices }, attributes);
  expect(got.shape).toEqual([3, 1]);
  expect(entriesOf(got)).toEqual([2, 3, 2]);
});

test("of no index comes nothing, of a single one a row", () => {
  expect(oneHot(zeros([0], "int32"), 3).shape).toEqual([0, 3]);
  expect(entriesOf(oneHot(1, 3))).toEqual([0, 1, 0]);
});

test("a replay reads the indices anew", () => {
  const indices = tensor1d([0, 2], "int32");
  const captured = capture(() => oneHot(indices, 3, 1, 0, "float32"));
  acceleratedBackend().integers(indices).set([1, 3]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([0, 1, 0, 0, 0, 0]);
});
