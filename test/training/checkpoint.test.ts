import { add, memory, tensor1d, tidy, variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { adam } from "../../src/tensor/adam.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { init } from "../../src/tensor/init.ts";
import { checkpoint } from "../../src/training/checkpoint.ts";
import { contentsOf } from "../algorithms/contents.ts";
import { entriesOf, vectorOf } from "../tensor/entries.ts";

await init();

test("a captured function goes on from what was restored, and no tensor is made", () => {
  const weights = vectorOf([1, 2, 3]);
  const optimizer = adam([weights], { learningRate: 0.1 });
  const gradient = tensor1d([1, -1, 0.5]);
  const variables = [weights, ...optimizer.state];
  const step = capture(() => {
    optimizer.step([gradient]);
    return {};
  });
  step.run(2, () => undefined);
  const saved = checkpoint(variables);
  const before = contentsOf(variables);
  step.run(3, () => undefined);
  const after = contentsOf(variables);
  expect(after).not.toEqual(before);
  const tensors = memory().numTensors;
  saved.restore();
  expect(memory().numTensors).toBe(tensors);
  expect(contentsOf(variables)).toEqual(before);
  step.run(3, () => undefined);
  expect(contentsOf(variables)).toEqual(after);
  saved.restore();
  expect(contentsOf(variables)).toEqual(before);
});

test("a clone keeps what it was, and a variable that was assigned to is restored", () => {
  const weights = vectorOf([1, 2]);
  const saved = checkpoint([weights]);
  tidy(() => weights.assign(add(weights, 5)));
  const clone = weights.clone();
  saved.restore();
  expect(entriesOf(weights)).toEqual([1, 2]);
  expect(entriesOf(clone)).toEqual([6, 7]);
});

test("integers come back as they were", () => {
  const counts = variable(tensor1d([7, -3], "int32"), false);
  const saved = checkpoint([counts]);
  counts.assign(tensor1d([0, 0], "int32"));
  saved.restore();
  expect(entriesOf(counts)).toEqual([7, -3]);
});
