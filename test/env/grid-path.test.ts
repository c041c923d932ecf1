import { expect, test } from "vitest";
import { gridPath } from "../../src/env/grid-path.ts";
import { isWall, mazeMap, type PointMazeName } from "../../src/env/point-maze-maps.ts";

const { rows } = mazeMap("umaze");

test("through umaze the only way is around", () => {
  expect(gridPath(rows, [3, 1], [1, 1])).toEqual([
    [3, 2],
    [3, 3],
    [2, 3],
    [1, 3],
    [1, 2],
    [1, 1],
  ]);
});

test("from the goal to itself the path is the goal", () => {
  expect(gridPath(rows, [1, 1], [1, 1])).toEqual([[1, 1]]);
});

test.for<PointMazeName>(["open", "medium", "large"])(
  "in %s every path steps from neighbor to neighbor, through no wall, and one cell on it is one step shorter",
  (name) => {
    const { rows, free, goal } = mazeMap(name);
    for (const start of free) {
      const path = gridPath(rows, start, goal);
      expect(path.at(-1)).toEqual(goal);
      if (start.join() === goal.join()) continue;
      [start, ...path].forEach((cell, k, cells) => {
        expect(isWall(rows, cell)).toBe(false);
        const [row, column] = cells[k + 1] ?? cell;
        expect(Math.abs(row - cell[0]) + Math.abs(column - cell[1])).toBe(k === path.length ? 0 : 1);
      });
      if (path.length > 1) expect(gridPath(rows, path[0]!, goal)).toHaveLength(path.length - 1);
    }
  },
);

test("a goal behind walls is refused", () => {
  expect(() => gridPath(["#####", "#O#G#", "#####"], [1, 1], [1, 3])).toThrow(
    new RangeError("no path leads from cell [1, 1] to [1, 3]"),
  );
});
