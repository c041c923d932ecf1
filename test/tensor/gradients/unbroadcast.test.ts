import { add, grad, ones, sum, tensor, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { unbroadcast } from "../../../src/tensor/gradients/unbroadcast.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf } from "../entries.ts";

await init();

const gradient = tensor([1, 2, 3, 4, 5, 6], [2, 3]);

test.for([
  { shape: [2, 3], entries: [1, 2, 3, 4, 5, 6] },
  { shape: [3], entries: [5, 7, 9] },
  { shape: [1, 3], entries: [5, 7, 9] },
  { shape: [2, 1], entries: [6, 15] },
  { shape: [1, 1], entries: [21] },
  { shape: [1], entries: [21] },
  { shape: [], entries: [21] },
])("a gradient [2, 3] of an operand [$shape] is summed over what was broadcast", ({ shape, entries }) => {
  const got = unbroadcast(gradient, shape);
  expect(got.shape).toEqual(shape);
  expect(entriesOf(got)).toEqual(entries);
});

test("axes on the left and in the middle at once are summed", () => {
  const got = unbroadcast(ones([5, 2, 3, 4]), [2, 1, 4]);
  expect(got.shape).toEqual([2, 1, 4]);
  expect(entriesOf(got)).toEqual(new Array(8).fill(15));
});

test("the result is a tensor of its own, so that either can be disposed", () => {
  const same = unbroadcast(gradient, [2, 3]);
  same.dispose();
  expect(entriesOf(gradient)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("an operand of one entry that met none gets 0", () => {
  expect(entriesOf(unbroadcast(zeros([0, 3]), [1, 3]))).toEqual([0, 0, 0]);
  expect(entriesOf(unbroadcast(zeros([2, 0]), [1]))).toEqual([0]);
  expect(unbroadcast(zeros([4, 0, 3]), [0, 3]).shape).toEqual([0, 3]);
  const gradient = grad((a) => sum(add(a, zeros([0, 3]))))(ones([1, 3]));
  expect(gradient.shape).toEqual([1, 3]);
  expect(entriesOf(gradient)).toEqual([0, 0, 0]);
});
