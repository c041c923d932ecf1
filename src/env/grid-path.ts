import { distancesTo } from "./distances-to.ts";
import type { GridPosition } from "./grid-states.ts";
import { isWall } from "./point-maze-maps.ts";

/**
 * The cells after `start` on a shortest path to `goal` from neighbor to neighbor; the goal alone when it is `start`. Of
 * cells that are as near to the goal the first of left, right, up and down is taken. `rows` must have walls all around, as
 * those of `mazeMap` do. Throws a RangeError when no path leads there.
 */
export function gridPath(rows: readonly string[], start: GridPosition, goal: GridPosition): GridPosition[] {
  const width = rows[0]!.length;
  const indexOf = ([row, column]: GridPosition): number => row * width + column;
  const positionOf = (cell: number): GridPosition => [Math.floor(cell / width), cell % width];
  const neighbors = (cell: number): number[] => [cell - 1, cell + 1, cell - width, cell + width];
  const isFree = (cell: number): boolean => !isWall(rows, positionOf(cell));
  const origins = (cell: number): number[] => (isFree(cell) ? neighbors(cell).filter(isFree) : []);
  const distances = distancesTo(indexOf(goal), origins);
  let cell = indexOf(start);
  let left = distances.get(cell);
  if (left === undefined) {
    throw new RangeError(`no path leads from cell [${start.join(", ")}] to [${goal.join(", ")}]`);
  }
  const path: GridPosition[] = [];
  while (left > 0) {
    left -= 1;
    cell = neighbors(cell).find((neighbor) => distances.get(neighbor) === left)!;
    path.push(positionOf(cell));
  }
  return path.length > 0 ? path : [goal];
}
