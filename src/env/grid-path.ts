import { isWall, type MazeCell } from "./point-maze-maps.ts";

/** In this order where several neighbors are as near to the goal. */
const moves: readonly MazeCell[] = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
];

/**
 * The cells after `start` on a shortest path to `goal` from neighbor to neighbor; the goal alone when it is `start`. Throws
 * a RangeError when no path leads there.
 */
export function gridPath(rows: readonly string[], start: MazeCell, goal: MazeCell): MazeCell[] {
  const width = rows[0]!.length;
  const indexOf = ([row, column]: MazeCell): number => row * width + column;
  const distances = distancesTo(rows, goal, indexOf);
  const distanceFrom = (cell: MazeCell): number => distances.get(indexOf(cell)) ?? Infinity;
  if (distanceFrom(start) === Infinity) {
    throw new RangeError(`no path leads from cell [${start.join(", ")}] to [${goal.join(", ")}]`);
  }
  const path: MazeCell[] = [];
  let cell = start;
  while (distanceFrom(cell) > 0) {
    const left = distanceFrom(cell) - 1;
    cell = neighbors(cell).find((neighbor) => distanceFrom(neighbor) === left)!;
    path.push(cell);
  }
  return path.length > 0 ? path : [goal];
}

/** Breadth first from the goal. */
function distancesTo(
  rows: readonly string[],
  goal: MazeCell,
  indexOf: (cell: MazeCell) => number,
): ReadonlyMap<number, number> {
  const distances = new Map([[indexOf(goal), 0]]);
  const queue = [goal];
  for (const cell of queue) {
    const next = distances.get(indexOf(cell))! + 1;
    for (const neighbor of neighbors(cell)) {
      if (isWall(rows, neighbor) || distances.has(indexOf(neighbor))) continue;
      distances.set(indexOf(neighbor), next);
      queue.push(neighbor);
    }
  }
  return distances;
}

function neighbors([row, column]: MazeCell): MazeCell[] {
  return moves.map(([down, right]) => [row + down, column + right]);
}
