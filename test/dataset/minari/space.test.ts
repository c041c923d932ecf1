import { expect, test } from "vitest";
import { parseSpace, type Space } from "../../../src/dataset/minari/space.ts";

const parse = (space: unknown) =>
  parseSpace(typeof space === "string" ? space : JSON.stringify(space), "observation_space");

test("a Box is read with its infinite bounds", () => {
  const text =
    '{"type": "Box", "dtype": "float32", "shape": [2], "low": [-1.5, -Infinity], "high": [1.5, Infinity]}';
  expect(parse(text)).toEqual({
    type: "Box",
    shape: [2],
    bounds: { low: [-1.5, Number.NEGATIVE_INFINITY], high: [1.5, Number.POSITIVE_INFINITY] },
  });
});

test("a Box of several axes has its bounds in nested lists, one of none a number", () => {
  const box = { type: "Box", dtype: "float64" };
  expect(parse({ ...box, shape: [2, 1], low: [[0], [1]], high: [[2], [3]] })).toMatchObject({
    shape: [2, 1],
    bounds: { low: [0, 1], high: [2, 3] },
  });
  expect(parse({ ...box, shape: [], low: -1, high: 1 })).toMatchObject({
    shape: [],
    bounds: { low: [-1], high: [1] },
  });
});

test("Discrete, MultiDiscrete and MultiBinary are read, from 0 on by default", () => {
  expect(parse({ type: "Discrete", dtype: "int64", start: -2, n: 5 })).toEqual({
    type: "Discrete",
    start: [-2],
    counts: [5],
  });
  expect(parse({ type: "MultiDiscrete", dtype: "int64", nvec: [[2], [3]] })).toEqual({
    type: "MultiDiscrete",
    start: [0, 0],
    counts: [2, 3],
  });
  expect(parse({ type: "MultiBinary", n: 4 })).toEqual({ type: "MultiBinary", size: 4 });
  expect(parse({ type: "MultiBinary", n: [2, 3] })).toEqual({ type: "MultiBinary", size: 6 });
});

test("the keys of a Dict are sorted, the parts of a Tuple are not", () => {
  const binary = (n: number) => ({ type: "MultiBinary", n });
  const tuple = { type: "Tuple", subspaces: [binary(2), binary(1)] };
  const dict = parse({ type: "Dict", subspaces: { b: binary(3), a: tuple } });
  const order = (space: Space): unknown =>
    "parts" in space
      ? [...space.parts].map(([key, part]) => [key, order(part)])
      : "size" in space && space.size;
  expect(order(dict)).toEqual([
    [
      "a",
      [
        ["0", 2],
        ["1", 1],
      ],
    ],
    ["b", 3],
  ]);
});

test.each([
  [{ type: "Text", max_length: 5 }, "Text"],
  [{ type: "Graph" }, "Graph"],
  [{ type: "Box", dtype: "uint8", shape: [64, 64, 3], low: 0, high: 255 }, "an image"],
])("%j is known to be no vector", (space, what) => {
  expect(parse(space)).toEqual({ type: "unreadable", what });
});

test.each([
  ["[]", "observation_space must be a JSON object; got a list"],
  [{ n: 2 }, "observation_space.type must be a text; got none"],
  [
    { type: "Box", dtype: "float32", shape: [2], low: [0], high: [1, 1] },
    "observation_space.low must have 2 entries; got 1",
  ],
  [
    { type: "Box", dtype: "float32", shape: [0], low: [], high: [] },
    "observation_space.shape must be an integer of at least 1; got 0",
  ],
  [
    { type: "Box", dtype: "float32", shape: [2 ** 20, 2 ** 20], low: [], high: [] },
    "must not multiply to more than 2147483647",
  ],
  [{ type: "Discrete", n: 0 }, "observation_space.n must be an integer of at least 1; got 0"],
  [{ type: "Discrete", n: 2, start: 0.5 }, "observation_space.start must be an integer"],
  [
    { type: "Dict", subspaces: { agent: { type: "Discrete" } } },
    "observation_space.agent.n must hold numbers; got none",
  ],
])("%j is refused by its field", (space, message) => {
  expect(() => parse(space)).toThrow(message);
});

test("a space nested deeper than 64 is refused", () => {
  const nested = (depth: number): string =>
    `${'{"type":"Tuple","subspaces":['.repeat(depth)}{"type":"MultiBinary","n":1}${"]}".repeat(depth)}`;
  expect(() => parse(nested(64))).not.toThrow();
  expect(() => parse(nested(65))).toThrow("must not be nested deeper than 64");
});
