import { memory, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { expand } from "../../src/tensor/expand.ts";
import { init } from "../../src/tensor/init.ts";
import { array } from "./draw.ts";
import { shapedOf } from "./entries.ts";
import { at, build } from "./reference/shaped.ts";

await init();
const backend = acceleratedBackend();

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
  const got = expand(backend, x, to);
  expect(got.shape).toEqual(to);
  expect([...backend.floats(got)]).toEqual(build(to, (place) => at(shapedOf(x), place)).entries);
  backend.disposeData(got.dataId);
  expect(memory().numDataBuffers).toBe(before);
});

test.for([[3], [1, 3], [1, 1, 3]])("to [%s], which repeats nothing, gives the same data", (shape) => {
  const x = tensor1d([1, 2, 3]);
  const got = expand(backend, x, shape);
  expect(got).toEqual({ dataId: x.dataId, shape, dtype: "float32" });
});
