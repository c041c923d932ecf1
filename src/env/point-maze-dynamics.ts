import type { GridPosition } from "./grid-states.ts";
import { clip } from "./math/clip.ts";
import { isWall } from "./point-maze-maps.ts";

/** Position (m) and velocity (m/s). The cell (i, j) is the square of width 1 around x = i − 0.2, y = j − 0.2. */
export type PointMazeState = readonly [x: number, y: number, vx: number, vy: number];

const timeStep = 0.01; // s
const gain = 100; // N for an action of 1
const radius = 0.1; // m, of the disc
const mass = ((1000 * 4) / 3) * Math.PI * (radius * radius * radius); // kg
const fastest = 5; // m/s, of the velocity before a step
const wallShift = 0.2; // m, from the middle of a wall to its cell's coordinates

/**
 * The state 0.01 s after `state` under action a, with the velocity clipped to ±5 m/s and the action to ±1 first:
 *
 * v′ = v + h·(100·a − v)/(m + h), q′ = q + h·v′, with h = 0.01 s, m = 1000·4π/3·0.1³ kg
 *
 * (explicit force, implicit damping 1). Then each wall beside the disc, in row-major order, pushes it out along the
 * normal of the wall's nearest point, and takes away the velocity into the wall. In free space this is D4RL's MuJoCo
 * model to 1e-16; MuJoCo's walls are softer: a push against one overshoots it by 0.02 m and bounces.
 */
export function pointMazeDynamics(
  rows: readonly string[],
  [x0, y0, vx0, vy0]: PointMazeState,
  [ax, ay]: readonly [ax: number, ay: number],
): PointMazeState {
  const vx = accelerated(vx0, ax);
  const vy = accelerated(vy0, ay);
  return outsideWalls(rows, [x0 + timeStep * vx, y0 + timeStep * vy, vx, vy]);
}

function accelerated(velocity: number, action: number): number {
  const v = clip(velocity, -fastest, fastest);
  return v + (timeStep * (gain * clip(action, -1, 1) - v)) / (mass + timeStep);
}

function outsideWalls(rows: readonly string[], state: PointMazeState): PointMazeState {
  const row = cellOf(state[0]);
  const column = cellOf(state[1]);
  let pushed = state;
  for (let i = row - 1; i <= row + 1; i++) {
    for (let j = column - 1; j <= column + 1; j++) {
      if (isWall(rows, [i, j])) pushed = outside([i, j], pushed);
    }
  }
  return pushed;
}

/** The row of the cells that hold x, or the column of those that hold y. */
export function cellOf(coordinate: number): number {
  return Math.floor(coordinate + (0.5 + wallShift));
}

/** The state pushed out of one wall. */
function outside([i, j]: GridPosition, state: PointMazeState): PointMazeState {
  const [x, y, vx, vy] = state;
  const dx = x - nearest(i, x);
  const dy = y - nearest(j, y);
  const distance = Math.sqrt(dx * dx + dy * dy);
  if (!(distance > 0 && distance < radius)) return state;
  const nx = dx / distance;
  const ny = dy / distance;
  const inward = Math.min(vx * nx + vy * ny, 0);
  const depth = radius - distance;
  return [x + nx * depth, y + ny * depth, vx - inward * nx, vy - inward * ny];
}

/** The coordinate of the wall's point that is nearest to `coordinate`. */
function nearest(cell: number, coordinate: number): number {
  const center = cell - wallShift;
  return clip(coordinate, center - 0.5, center + 0.5);
}
