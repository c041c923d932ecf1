import { addN, memory, type Tensor, tensor, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { array } from "../draw.ts";
import { entriesOf } from "../entries.ts";
import { replayProblem } from "../replay.ts";

await init();

test.for([[], [0], [5], [2, 3, 7]])(
  "addN of 1 … 12 tensors of the shape [%s] adds from the left",
  (shape) => {
    const stream = randomStream(0, `addN ${shape}`);
    const terms: Tensor[] = Array.from({ length: 12 }, () => array(stream, shape));
    for (let count = 1; count <= 12; count++) {
      const got = addN(terms.slice(0, count));
      const columns = terms.slice(0, count).map(entriesOf);
      const expected = columns.reduce((sum, next) => sum.map((x, i) => Math.fround(x + next[i]!)));
      expect(got).toMatchObject({ shape, dtype: "float32" });
      expect(entriesOf(got)).toEqual(expected);
    }
  },
);

test("a sum of one tensor is another; int32 stays int32", () => {
  const x = tensor([1, 2 ** 31 - 1], [2], "int32");
  expect(addN([x]).dataId).not.toBe(x.dataId);
  expect(addN([x, x]).dtype).toBe("int32");
  expect(entriesOf(addN([x, x, x]))).toEqual([3, 2 ** 31 - 3]);
});

test("it makes one tensor, and can be replayed", () => {
  const [x, y] = [tensor1d([1, 2, 3]), tensor1d([4, 5, 6])];
  const before = memory();
  addN([x, y, x]).dispose();
  expect(memory()).toEqual(before);
  expect(replayProblem(x, [7, Number.NaN, 9], () => addN([x, y, x]))).toBeUndefined();
});
