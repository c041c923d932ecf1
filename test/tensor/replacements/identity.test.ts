import { clone, memory, tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf } from "../entries.ts";

await init();

test("a clone shares the data: another tensor, no other buffer, the same address", () => {
  const x = tensor1d([1, 2, 3]);
  const before = memory();
  const copy = clone(x);
  expect(memory()).toMatchObject({
    numTensors: before.numTensors + 1,
    numDataBuffers: before.numDataBuffers,
  });
  expect(acceleratedBackend().address(copy)).toBe(acceleratedBackend().address(x));
});

test("the data live until the last clone is disposed, in whatever order", () => {
  const before = memory().numDataBuffers;
  const x = tensor1d([1, 2, 3]);
  const [first, second] = [clone(x), clone(x)];
  x.dispose();
  expect(entriesOf(first)).toEqual([1, 2, 3]);
  second.dispose();
  expect(entriesOf(first)).toEqual([1, 2, 3]);
  expect(memory().numDataBuffers).toBe(before + 1);
  first.dispose();
  expect(memory().numDataBuffers).toBe(before);
});

test("a clone leaves a tidy alone", () => {
  const before = memory();
  const copy = tidy(() => clone(tensor1d([4, 5])));
  expect(entriesOf(copy)).toEqual([4, 5]);
  copy.dispose();
  expect(memory()).toEqual(before);
});

test.for(["float32", "int32", "bool"] as const)("type and shape of %s stay", (dtype) => {
  const copy = clone(tensor([1, 0], [2, 1], dtype));
  expect(copy).toMatchObject({ dtype, shape: [2, 1] });
  expect(entriesOf(copy)).toEqual([1, 0]);
});

test("a clone of strings, which are not on the heap, reads as they do", () => {
  expect(clone(tensor1d(["a", "b"])).dataSync()).toEqual(["a", "b"]);
});
