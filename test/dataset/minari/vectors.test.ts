import { expect, test } from "vitest";
import type { VectorSpace } from "../../../src/dataset/minari/space.ts";
import { storedWidth, vectorWidth, writeVectors } from "../../../src/dataset/minari/vectors.ts";

const box: VectorSpace = { type: "Box", shape: [2, 2], bounds: undefined };
const choices: VectorSpace = { type: "MultiDiscrete", start: [0, 5], counts: [2, 3] };

test("a choice among n is stored as one number and takes n", () => {
  expect([box, choices, { type: "MultiBinary", size: 3 } as const].map(storedWidth)).toEqual([4, 2, 3]);
  expect([box, choices, { type: "MultiBinary", size: 3 } as const].map(vectorWidth)).toEqual([4, 5, 3]);
});

test("rows are written side by side, from the first that is asked for", () => {
  const values = new Float32Array(3 * 10);
  const rows = { first: 1, count: 2 };
  writeVectors(box, { name: "o", values: [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8] }, rows, {
    values,
    offset: 10,
    stride: 10,
  });
  writeVectors(choices, { name: "o", values: [9, 9, 1, 5, 0, 7] }, rows, { values, offset: 14, stride: 10 });
  expect([...values.subarray(0, 10)]).toEqual(Array(10).fill(0));
  expect([...values.subarray(10, 20)]).toEqual([1, 2, 3, 4, 0, 1, 1, 0, 0, 0]);
  expect([...values.subarray(20)]).toEqual([5, 6, 7, 8, 1, 0, 0, 0, 1, 0]);
});

test("an integer outside its space is refused by its row in the file", () => {
  const target = { values: new Float32Array(10), offset: 0, stride: 5 };
  expect(() =>
    writeVectors(
      choices,
      { name: "episode_2/observations", values: [0, 5, 0, 8] },
      { first: 1, count: 1 },
      target,
    ),
  ).toThrow("episode_2/observations[1, 1] must be an integer from 5 to 7, as its space says; got 8");
});
