import { memory, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { expanded } from "../../src/tensor/expand.ts";
import { init } from "../../src/tensor/init.ts";
import { array } from "./draw.ts";
import { entriesOf, shapedOf } from "./entries.ts";
import { at, build } from "./reference/shaped.ts";
import { replayProblem } from "./replay.ts";

await init();

test.for<[from: number[], to: number[]]>([
  [[], [2, 3]],
  [[3], [2, 3]],
  [
    [2, 1],
    [2, 67],
  ],
  [
    [1, 3],
    [0, 3],
  ],
  [
    [1, 4],
    [5, 3, 4],
  ],
  [
    [2, 1, 1, 3],
    [2, 4, 1, 3],
  ],
  [
    [2, 1, 3, 1, 2, 1],
    [2, 4, 3, 5, 2, 7],
  ],
  [
    [1, 3, 1],
    [2, 1, 3, 1],
  ],
])("[%s] to [%s] repeats its entries, and leaves one new piece of data at most", ([from, to]) => {
  const x = array(randomStream(0, `${from}`), from);
  const before = memory().numDataBuffers;
  const got = expanded(x, to);
  expect(got.shape).toEqual(to);
  expect(entriesOf(got)).toEqual(build(to, (place) => at(shapedOf(x), place)).entries);
  got.dispose();
  expect(memory().numDataBuffers).toBe(before);
});

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
  expect(replayProblem(x, [3, 4], () => expanded(x, [2, 5]))).toBeUndefined();
});
