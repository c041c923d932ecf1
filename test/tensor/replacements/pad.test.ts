import { pad, tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf, shapedOf } from "../entries.ts";
import { at, build, sizeOf } from "../reference/shaped.ts";

await init();

type Around = [before: number, after: number];

const paddings: { shape: number[]; around: Around[] }[] = [
  { shape: [4], around: [[2, 1]] },
  { shape: [4], around: [[0, 0]] },
  { shape: [0], around: [[2, 1]] },
  // biome-ignore format: pairs
  { shape: [2, 17], around: [[1, 0], [0, 2]] },
  // biome-ignore format: pairs
  { shape: [2, 0, 2], around: [[1, 0], [0, 2], [1, 1]] },
  // biome-ignore format: pairs
  { shape: [2, 3, 1, 2], around: [[1, 1], [0, 2], [3, 0], [0, 1]] },
  // biome-ignore format: pairs
  { shape: [2, 1, 2, 2, 3], around: [[1, 1], [1, 1], [1, 1], [1, 1], [1, 1]] },
  // biome-ignore format: pairs
  { shape: [2, 1, 2, 1, 2, 3], around: [[0, 1], [1, 0], [1, 1], [0, 0], [1, 1], [1, 1]] },
];
const constants = [
  ...[0, -0, -7.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** -149].map((constant) => {
    return { dtype: "float32" as const, constant };
  }),
  ...[0, -7, 2 ** 31 - 1].map((constant) => ({ dtype: "int32" as const, constant })),
  ...[0, 1].map((constant) => ({ dtype: "bool" as const, constant })),
];

test.for(paddings.flatMap((each) => constants.map((constant) => ({ ...each, ...constant }))))(
  "pad of [$shape] by $around with $constant in $dtype",
  ({ shape, around, constant, dtype }) => {
    const entries = Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === "bool" ? i & 1 : i + 1));
    const x = tensor(entries, shape, dtype);
    const result = shape.map((size, axis) => size + around[axis]![0] + around[axis]![1]);
    const expected = build(result, (place) => {
      const source = place.map((i, axis) => i - around[axis]![0]);
      return source.every((i, axis) => i >= 0 && i < shape[axis]!) ? at(shapedOf(x), source) : constant;
    });
    const got = pad(x, around, constant);
    expect(got).toMatchObject({ shape: result, dtype });
    expect(entriesOf(got)).toEqual(expected.entries);
  },
);

test("a negative padding is refused, where tfjs would write elsewhere", () => {
  expect(() => pad(zeros([3]), [[-1, 2]])).toThrow(new RangeError("a padding of [-1,2] is negative"));
});

test("pad can be captured", () => {
  const x = tensor1d([1, 2]);
  const captured = capture(() => pad(x, [[1, 1]], Number.NaN));
  acceleratedBackend().floats(x).set([3, 4]);
  captured.run();
  expect(entriesOf(captured.result)).toEqual([Number.NaN, 3, 4, Number.NaN]);
});
