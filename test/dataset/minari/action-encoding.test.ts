import { expect, test } from "vitest";
import { actionEncoding } from "../../../src/dataset/minari/action-encoding.ts";
import type { VectorSpace } from "../../../src/dataset/minari/space.ts";

const encodingOf = (...spaces: VectorSpace[]) =>
  actionEncoding(spaces.map((space, index) => ({ path: [{ index }], space })));
const box = (low: number[], high: number[]): VectorSpace => ({
  type: "Box",
  shape: [low.length],
  bounds: { low, high },
});
const choice = (start: number[], counts: number[]): VectorSpace => ({ type: "MultiDiscrete", start, counts });

/** The column of `rows` rows of which the last ones are written from `parts`. */
function written(encoding: ReturnType<typeof encodingOf>, rows: number, parts: number[][]): number[] {
  const { column, write } = encoding.column(rows);
  write(
    parts.map((values, i) => ({ name: `episode_0/actions/${i}`, values })),
    1,
    rows - 1,
  );
  return Array.from(column.values);
}

test("Boxes become one vector within the bounds of all", () => {
  const encoding = encodingOf(box([-1, -2], [1, 2]), box([0], [9]));
  expect(encoding.declared).toEqual({ actionBounds: { low: [-1, -2, 0], high: [1, 2, 9] } });
  expect(
    written(encoding, 3, [
      [1, 2, 3, 4],
      [5, 6],
    ]),
  ).toEqual([0, 0, 0, 1, 2, 5, 3, 4, 6]);
  expect(encoding.column(1).column).toMatchObject({ width: 3, integer: false });
});

test.each([
  ["infinite", box([0, Number.NEGATIVE_INFINITY], [1, 1])],
  ["equal", box([0, 1], [1, 1])],
  ["not declared", { type: "Box", shape: [2], bounds: undefined } as const],
])("bounds that are %s are left to the log", (_, space) => {
  expect(encodingOf(space).declared).toEqual({});
});

test("a Discrete space that starts at 3 has actions from 0 on", () => {
  const encoding = encodingOf({ type: "Discrete", start: [3], counts: [2] });
  expect(encoding.declared).toEqual({ actionCount: 2 });
  expect(written(encoding, 3, [[4, 3]])).toEqual([0, 1, 0]);
  expect(encoding.column(1).column).toMatchObject({ width: 1, integer: true });
});

test("several choices are one index of which the last one changes fastest", () => {
  const encoding = encodingOf(choice([0, 1], [2, 3]), { type: "MultiBinary", size: 1 });
  expect(encoding.declared).toEqual({ actionCount: 12 });
  // (1, 3 − 1, 0) = 1 · 6 + 2 · 2 + 0, and (0, 0, 1) = 1
  expect(
    written(encoding, 3, [
      [1, 3, 0, 1],
      [0, 1],
    ]),
  ).toEqual([0, 10, 1]);
});

test("a choice of unknown number is taken as it is", () => {
  const encoding = encodingOf({ type: "Discrete", start: [0], counts: [Number.POSITIVE_INFINITY] });
  expect(encoding.declared).toEqual({});
  expect(written(encoding, 4, [[0, 7, 2]])).toEqual([0, 0, 7, 2]);
});

test("an action outside its space is refused by its place", () => {
  expect(() => written(encodingOf(choice([0, 1], [2, 3])), 2, [[0, 4]])).toThrow(
    "episode_0/actions/0[0, 1] must be an integer from 1 to 3, as its space says; got 4",
  );
  expect(() => written(encodingOf(choice([0], [2])), 2, [[0.5]])).toThrow(
    "[0] must be an integer from 0 to 1",
  );
});

test("a mixture of both and too many actions are refused", () => {
  expect(() => encodingOf(box([0], [1]), choice([0], [2]))).toThrow(
    "actions must be all continuous or all discrete; got 0 (Box), 1 (MultiDiscrete): pass { action }",
  );
  expect(() => encodingOf(choice([0, 0], [65536, 65536]))).toThrow(
    "at most 2147483647 actions; got 4294967296",
  );
});
