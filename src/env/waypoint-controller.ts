import { refuseUnknown } from "../kernels/options.ts";
import type { RandomStream } from "../kernels/random.ts";
import { gridPath } from "./grid-path.ts";
import type { GridPosition } from "./grid-states.ts";
import { clip } from "./math/clip.ts";
import { cellOf } from "./point-maze-dynamics.ts";
import { checkGoal, mazeMap, type PointMazeName } from "./point-maze-maps.ts";
import type { Policy } from "./policy.ts";

export interface WaypointOptions {
  /** Where the waypoints' offsets are drawn from. */
  readonly random: RandomStream;
  /** A free cell. Default: the map's. */
  readonly goal?: GridPosition;
  /**
   * Whether every episode gets a plan of its own. Default true. D4RL's reference scores come from a controller that keeps
   * the first one: it heads straight for the goal from its second episode on, and is held up by walls in a third to a half
   * of them.
   */
  readonly replan?: boolean;
}

/**
 * Walks through a maze to a goal: a path from cell to cell to waypoints, and the force clip(10·(waypoint − q) − v, ±1)
 * towards the next one. A waypoint is left when it is nearer than 0.1 m and the last step moved less than 0.1 m.
 * Waypoints are the cells' coordinates less U(0, 0.2) m in x and y, as D4RL has them; the last is the goal's. Throws a
 * RangeError for a start or goal in a wall, and for an observation that does not have 4 numbers.
 * D4RL, d4rl/pointmaze/waypoint_controller.py.
 */
export function waypointController(
  map: PointMazeName | readonly string[],
  options: WaypointOptions,
): Policy<Float32Array> {
  refuseUnknown("waypointController", "option", options, ["random", "goal", "replan"]);
  const maze = mazeMap(map);
  const { random, goal = maze.goal, replan = true } = options;
  checkGoal(maze, goal);
  let walk: Walk | undefined;
  return {
    act(observation) {
      walk ??= walkTo(goal, maze.rows, observation, random);
      return walk.act(observation);
    },
    startEpisode() {
      if (replan) walk = undefined;
    },
  };
}

/** A plan that leads to a goal, and how far it was followed. */
export interface Walk {
  /** The force towards the present waypoint. */
  act(observation: Float32Array): Float32Array;
  /** Whether a state after the last `act` is nearer than 0.1 m to the goal, and less than 0.1 m from the state before. */
  arrivesAt(observation: Float32Array): boolean;
}

const nearness = 0.1; // m

type Point = readonly [x: number, y: number];

/** A walk from the cell of `observation` to the cell `goal`. */
export function walkTo(
  goal: GridPosition,
  rows: readonly string[],
  observation: Float32Array,
  random: RandomStream,
): Walk {
  checkObservation(observation);
  const [x = 0, y = 0] = observation;
  const cells = gridPath(rows, [cellOf(x), cellOf(y)], goal);
  const offset = (): number => 0.2 * random.uniform();
  const waypoints = cells.map(
    ([x, y], k): Point => (k === cells.length - 1 ? [x, y] : [x - offset(), y - offset()]),
  );
  let next = 0;
  let previous: Point = [x, y];

  function arrivesAt([x = 0, y = 0]: Float32Array): boolean {
    return distance(goal, x, y) < nearness && distance(previous, x, y) < nearness;
  }

  function act(observation: Float32Array): Float32Array {
    checkObservation(observation);
    const [x = 0, y = 0, vx = 0, vy = 0] = observation;
    const waypoint = arrivesAt(observation) ? goal : waypoints[next]!;
    const isReached = distance(waypoint, x, y) < nearness && distance(previous, x, y) < nearness;
    if (isReached && next < waypoints.length - 1) next += 1;
    previous = [x, y];
    return Float32Array.of(force(waypoint[0], x, vx), force(waypoint[1], y, vy));
  }

  return { act, arrivesAt };
}

function force(waypoint: number, position: number, velocity: number): number {
  return clip(10 * (waypoint - position) - velocity, -1, 1);
}

function distance([x0, y0]: Point, x: number, y: number): number {
  return Math.sqrt((x - x0) * (x - x0) + (y - y0) * (y - y0));
}

function checkObservation(observation: Float32Array): void {
  if (observation.length === 4) return;
  throw new RangeError(`a PointMaze observation must have 4 numbers; got ${observation.length}`);
}
