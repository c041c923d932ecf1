import { expect, test } from "vitest";
import { parseGridMap } from "../../src/env/grid-map.ts";

test("a map is read row by row; empty lines around it do not count", () => {
  expect(parseGridMap("\n#S.\nX G\n")).toEqual({
    rows: 2,
    columns: 3,
    cells: ["wall", "start", "free", "pit", "free", "goal"],
  });
  expect(parseGridMap("S.\r\n.G")).toEqual(parseGridMap("S.\n.G"));
});

test.for([
  ["S.\n..G", "line 1 of the map must have 2 cells as line 0; got 3"],
  ["S.\n\n.G", "line 1 of the map must have 2 cells as line 0; got 0"],
  ["S?", `the map's cell in line 0, column 1 must be one of "#", ".", " ", "S", "G", "X"; got "?"`],
  ["#G\nX#", "a map must have a start or a free cell; got none"],
  ["", "a map must have a start or a free cell; got none"],
] as const)("%j is refused", ([map, message]) => {
  expect(() => parseGridMap(map)).toThrow(new RangeError(message));
});

test("rows of text, as pointMaze takes them, are refused", () => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => parseGridMap(["S.", ".G"])).toThrow(new TypeError("a map must be a text; got Array"));
});
