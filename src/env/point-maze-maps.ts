import { shown } from "../kernels/shape.ts";
import type { GridPosition } from "./grid-states.ts";

/**
 * The mazes of D4RL's maze2d: `#` is a wall, every other cell is free, `G` is the goal of the evaluation. The first index of
 * a cell is its row and its x. D4RL, d4rl/pointmaze/maze_model.py (Fu et al. 2020, arXiv:2004.07219).
 */
const maps = {
  open: ["#######", "#OOOOO#", "#OOGOO#", "#OOOOO#", "#######"],
  umaze: ["#####", "#GOO#", "###O#", "#OOO#", "#####"],
  medium: ["########", "#OO##OO#", "#OO#OOO#", "##OOO###", "#OO#OOO#", "#O#OO#O#", "#OOO#OG#", "########"],
  large: [
    "############",
    "#OOOO#OOOOO#",
    "#O##O#O#O#O#",
    "#OOOOOO#OOO#",
    "#O####O###O#",
    "#OO#O#OOOOO#",
    "##O#O#O#O###",
    "#OO#OOO#OGO#",
    "############",
  ],
} as const;

export type PointMazeName = keyof typeof maps;

/** Steps of an episode of maze2d-…-v1; of v0 for `open`. */
const maximumSteps: Record<PointMazeName, number> = { open: 150, umaze: 300, medium: 600, large: 800 };

/** A maze: what a map says. */
export interface MazeMap {
  readonly name: string;
  readonly rows: readonly string[];
  /** All cells without a wall, row by row. */
  readonly free: readonly GridPosition[];
  readonly goal: GridPosition;
  /** Default number of steps of an episode. */
  readonly maximumSteps: number;
}

/** The maze of a name or of rows of text. Throws a RangeError for what is neither. */
export function mazeMap(map: PointMazeName | readonly string[]): MazeMap {
  if (typeof map === "object") return readMap("PointMaze", map, 600);
  if (!Object.hasOwn(maps, map)) {
    throw new RangeError(
      `the maze must be one of ${Object.keys(maps).join(", ")}, or rows of text; got ${shown(map)}`,
    );
  }
  return readMap(`maze2d-${map}`, maps[map], maximumSteps[map]);
}

export function isWall(rows: readonly string[], [row, column]: GridPosition): boolean {
  return rows[row]?.[column] === "#";
}

export function isFree({ free }: MazeMap, [row, column]: GridPosition): boolean {
  return free.some((cell) => cell[0] === row && cell[1] === column);
}

function readMap(name: string, rows: readonly string[], maximumSteps: number): MazeMap {
  checkRows(rows);
  const cells = rows.flatMap((row, i) => Array.from(row, (_, j): GridPosition => [i, j]));
  const goals = cells.filter(([i, j]) => rows[i]![j] === "G");
  if (goals.length !== 1) throw new RangeError(`a map must have one goal "G"; got ${goals.length}`);
  const free = cells.filter((cell) => !isWall(rows, cell));
  return { name, rows, free, goal: goals[0]!, maximumSteps };
}

/** Walls around the maze keep the point in. */
function checkRows(rows: readonly string[]): void {
  const width = rows[0]?.length ?? 0;
  rows.forEach((row, i) => {
    if (!/^[#OG]*$/.test(row) || row.length !== width) {
      throw new RangeError(`rows[${i}] of a map must be ${width} of "#", "O" and "G"; got "${row}"`);
    }
    const isEdge = i === 0 || i === rows.length - 1;
    if (!(isEdge ? /^#+$/ : /^#.*#$/).test(row)) {
      throw new RangeError(`a map must have walls all around; got rows[${i}] = "${row}"`);
    }
  });
}

/** Throws a RangeError unless `goal` is a free cell. */
export function checkGoal(maze: MazeMap, goal: GridPosition): void {
  if (isFree(maze, goal)) return;
  throw new RangeError(`goal must be a free cell of the maze; got [${goal.join(", ")}]`);
}
