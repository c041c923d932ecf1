import { memory, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { expanded } from "../../src/tensor/expand-op.ts";
import { init } from "../../src/tensor/init.ts";
import { replay } from "./capture/replay.ts";
import { entriesOf } from "./entries.ts";

await init();

test("a tensor is repeated along axes of length 1 and in front", () => {
  expect(entriesOf(expanded(tensor2d([[1], [2]]), [2, 3]))).toEqual([1, 1, 1, 2, 2, 2]);
  expect(entriesOf(expanded(tensor1d([1, 2]), [2, 2]))).toEqual([1, 2, 1, 2]);
});

test("where nothing is repeated the data are shared, and outlive the argument", () => {
  const x = tensor1d([1, 2]);
  const before = memory().numDataBuffers;
  const got = expanded(x, [2]);
  expect(memory().numDataBuffers).toBe(before);
  x.dispose();
  expect(entriesOf(got)).toEqual([1, 2]);
});

test("a captured call computes anew from new inputs", () => {
  const x = tensor2d([[1], [2]]);
  const { replayed, eager } = replay(x, [3, 4], () => expanded(x, [2, 5]));
  expect(replayed).toEqual(eager);
});
