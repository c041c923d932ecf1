import { isFinite as areFinite, isNaN as areNaN, isInf, tensor, tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { init } from "../../../src/tensor/init.ts";
import { entriesOf } from "../entries.ts";
import { sizeOf } from "../reference/shaped.ts";
import { replayProblem } from "../replay.ts";
import { specialNumbers } from "../special-numbers.ts";

await init();

const cases = [
  { name: "isFinite", op: areFinite, of: Number.isFinite },
  { name: "isInf", op: isInf, of: (x: number) => Math.abs(x) === Infinity },
  { name: "isNaN", op: areNaN, of: Number.isNaN },
];
const shapes = [[], [0], [1], [5], [2, 3, 7], [1, 2, 3, 1, 2]];

test.for(cases.flatMap((each) => shapes.map((shape) => ({ ...each, shape }))))(
  "$name of the shape [$shape]",
  ({ op, of, shape }) => {
    const entries = Array.from(
      { length: sizeOf(shape) },
      (_, i) => specialNumbers[i % specialNumbers.length]!,
    );
    const got = op(tensor(entries, shape));
    expect(got).toMatchObject({ shape, dtype: "bool" });
    expect(entriesOf(got)).toEqual(entries.map((entry) => Number(of(entry))));
  },
);

test.for(cases)("$name can be replayed", ({ op }) => {
  const x = tensor1d([1, 2, 3]);
  expect(replayProblem(x, [Infinity, Number.NaN, -Infinity], () => op(x))).toBeUndefined();
});
