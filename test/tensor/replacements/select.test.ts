import {
  greater,
  scalar,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  where,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { runOp } from "../../../src/tensor/op.ts";
import { entriesOf } from "../entries.ts";
import { sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";

await init();

const dtypes = ["float32", "int32", "bool"] as const;
const shapes = [[], [0], [1], [3], [4], [2, 3], [3, 0, 2], [2, 1, 3, 2], [1, 2, 3, 1, 7]];

test.for(dtypes.flatMap((dtype) => shapes.map((shape) => ({ dtype, shape }))))(
  "where of $dtype of the shape [$shape]",
  ({ dtype, shape }) => {
    const stream = randomStream(0, `${dtype} ${shape}`);
    const draw = (values: number) => Array.from({ length: sizeOf(shape) }, () => stream.integer(values));
    const range = dtype === "bool" ? 2 : 100;
    const [condition, t, e] = [draw(2), draw(range), draw(range)];
    const got = where(tensor(condition, shape, "bool"), tensor(t, shape, dtype), tensor(e, shape, dtype));
    expect(got).toMatchObject({ shape, dtype });
    expect(entriesOf(got)).toEqual(condition.map((isT, i) => (isT ? t[i] : e[i])));
  },
);

test("what is not chosen leaves no trace, not even a NaN, and what is chosen stays what it is", () => {
  const condition = tensor1d([1, 0, 1, 0, 1], "bool");
  const [t, e] = [tensor1d([-0, Number.NaN, 1, 2, Number.NaN]), tensor1d([Number.NaN, 3, 4, -0, 5])];
  expect(entriesOf(where(condition, t, e))).toEqual([-0, 3, 1, -0, Number.NaN]);
});

test("the kernel takes a condition of rank 1, which chooses along the first axis", () => {
  const condition = tensor1d([0, 1, 0], "bool");
  const select = (t: Tensor, e: Tensor) => entriesOf(runOp<Tensor>("Select", { condition, t, e }));
  const rows = [0, 1, 2].map((row) => [row, row, row, row, row]);
  const others = rows.map((row) => row.map((entry) => entry + 10));
  expect(select(tensor2d(rows), tensor2d(others))).toEqual([...others[0]!, ...rows[1]!, ...others[2]!]);
});

test("where can be replayed", () => {
  const x = tensor1d([-2, -1, 0, 1, 2]);
  const other = tensor1d([10, 20, 30, 40, 50]);
  expect(replayProblem(x, [1, -1, 1, -1, Number.NaN], () => where(greater(x, 0), x, other))).toBeUndefined();
});

test("where any of them has no entries, neither has the result, and sizes that do not fit are refused", () => {
  const [none, one] = [tensor1d([]), tensor1d([1], "bool")];
  expect(where(tensor1d([], "bool"), 1, 0)).toMatchObject({ shape: [0], dtype: "float32" });
  expect(where<Tensor>(one, scalar(1), none).shape).toEqual([0]);
  expect(where(one, zeros([0, 1]), zeros([0, 3])).shape).toEqual([0, 3]);
  expect(where(tensor1d([], "bool"), zeros([2, 1]), 3).shape).toEqual([2, 0]);
  const condition = tensor1d([1, 0], "bool");
  const select = (t: Tensor, e: Tensor) => runOp<Tensor>("Select", { condition, t, e });
  expect(() => select(zeros([2]), zeros([3]))).toThrow(RangeError);
  expect(() => select(zeros([3]), zeros([3]))).toThrow(RangeError);
});

test("where of two types is of the one that holds both", () => {
  const condition = tensor1d([1, 0], "bool");
  const mixed = where(condition, tensor1d([1.5, 2.5]), tensor1d([0, 1], "bool"));
  expect(mixed.dtype).toBe("float32");
  expect(entriesOf(mixed)).toEqual([1.5, 1]);
  expect(entriesOf(where(condition, tensor1d([3, 4], "int32"), tensor1d([0.5, 0.25])))).toEqual([3, 0.25]);
});
