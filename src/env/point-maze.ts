import { refuseUnknown } from "../kernels/options.ts";
import type { RandomStream } from "../kernels/random.ts";
import { checkSize } from "../kernels/shape.ts";
import { checkStart, drawBetween, simulation } from "./dynamical-system.ts";
import type { Environment } from "./environment.ts";
import type { GridPosition } from "./grid-states.ts";
import { exp } from "./math/exponential.ts";
import { normal } from "./math/normal.ts";
import { cellOf, type PointMazeState, pointMazeDynamics } from "./point-maze-dynamics.ts";
import { checkGoal, isFree, type MazeMap, mazeMap, type PointMazeName } from "./point-maze-maps.ts";

export interface PointMazeOptions {
  /** `sparse`: 1 within 0.5 m of the goal, else 0. `dense`: exp(−distance). Default "sparse". */
  readonly reward?: "sparse" | "dense";
  /** Steps of an episode. Default: 300 for umaze, 600 for medium and maps of your own, 800 for large, 150 for open. */
  readonly maximumSteps?: number;
  /** A free cell. Default: the map's. */
  readonly goal?: GridPosition;
  /** The state that every episode starts in. */
  readonly start?: PointMazeState;
}

const optionNames = ["reward", "maximumSteps", "goal", "start"];
const goalRadius = 0.5; // m

/**
 * D4RL's maze2d without a physics engine: a disc of 0.1 m is pushed through a maze by a force in [−1, 1]² (times 100 N).
 * The reward is that of the state after the step, for a goal that stays; never terminated, `truncated` at step `maximumSteps`.
 * The observation is x, y, vx, vy as float32[4], rounded from a float64 state. An action out of bounds is refused, not
 * clipped.
 *
 * An episode starts at `start`, or without it in a free cell drawn uniformly, U(−0.1, 0.1) m from its coordinates in x and
 * y, with velocities from N(0, 0.1²). `map` is a name, or rows of text: `#` wall, `O` free, one `G` the goal, walls all
 * around. Throws a RangeError for another map, a start in a wall and an option that is unknown or out of range.
 */
export function pointMaze(
  map: PointMazeName | readonly string[],
  options: PointMazeOptions = {},
): Environment<Float32Array> {
  refuseUnknown("pointMaze", "option", options, optionNames);
  const maze = mazeMap(map);
  const { reward = "sparse", maximumSteps = maze.maximumSteps, goal = maze.goal, start } = options;
  checkStart(start, ["x", "y", "vx", "vy"]);
  if (start) checkStartCell(maze, start);
  checkSize("maximumSteps", maximumSteps);
  checkGoal(maze, goal);
  const rewardAt = goalReward(reward);
  return simulation<PointMazeState, Float32Array>({
    name: maze.name,
    observationSize: 4,
    actions: { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] },
    maximumSteps,
    drawStart: (random) => start ?? drawStart(maze, random),
    observe: (state) => Float32Array.from(state),
    next: (state, action) => pointMazeDynamics(maze.rows, state, [action[0]!, action[1]!]),
    reward: (_, __, next) => rewardAt(distanceTo(goal, next)),
    isTerminal: () => false,
  });
}

function goalReward(kind: string): (distance: number) => number {
  if (kind === "sparse") return (distance) => Number(distance <= goalRadius);
  if (kind === "dense") return (distance) => exp(-distance);
  throw new RangeError(`reward must be "sparse" or "dense"; got "${kind}"`);
}

function distanceTo([row, column]: GridPosition, [x, y]: PointMazeState): number {
  return Math.sqrt((x - row) * (x - row) + (y - column) * (y - column));
}

function drawStart({ free }: MazeMap, random: RandomStream): PointMazeState {
  const [row, column] = free[random.integer(free.length)]!;
  const x = row + drawBetween(-0.1, 0.1, random);
  const y = column + drawBetween(-0.1, 0.1, random);
  return [x, y, 0.1 * normal(random), 0.1 * normal(random)];
}

function checkStartCell(maze: MazeMap, [x, y]: PointMazeState): void {
  if (isFree(maze, [cellOf(x), cellOf(y)])) return;
  throw new RangeError(`start must lie in a free cell of the maze; got x = ${x}, y = ${y}`);
}
