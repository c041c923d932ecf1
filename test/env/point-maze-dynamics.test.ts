import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pointMaze } from "../../src/env/point-maze.ts";
import { type PointMazeState, pointMazeDynamics } from "../../src/env/point-maze-dynamics.ts";
import { isWall, mazeMap, type PointMazeName } from "../../src/env/point-maze-maps.ts";
import fc from "../fast-check.ts";
import { largestDifference, unused } from "./gymnasium-recording.ts";

/**
 * observation [4], action [2], reward, next observation [4], float32: about 720 rows of a maze2d log, and 280 steps that
 * touch a wall, by another implementation.
 */
const rowSize = 11;

function storedRows(name: string): Float32Array {
  const bytes = readFileSync(new URL(`../fixtures/env/maze2d-${name}-rows.f32`, import.meta.url));
  return new Float32Array(new Uint8Array(bytes).buffer);
}

test.for<PointMazeName>(["umaze", "medium"])(
  "one step from each stored row of maze2d-%s gives the stored successor within 5e-7, four corners excepted, and every reward",
  (name) => {
    const stored = storedRows(name);
    expect(stored.length / rowSize).toBeGreaterThan(900);
    const differences: number[] = [];
    for (let at = 0; at < stored.length; at += rowSize) {
      const [x, y, vx, vy, ax, ay, reward] = stored.subarray(at, at + 7);
      const environment = pointMaze(name, { start: [x!, y!, vx!, vy!] });
      environment.reset(unused);
      const step = environment.step(Float32Array.of(ax!, ay!));
      differences.push(largestDifference(step.observation, stored.subarray(at + 7, at + 11)));
      expect(step.reward).toBe(reward);
    }
    // a corner amplifies the rounding of the stored state
    expect(differences.filter((difference) => difference > 5e-7).length).toBeLessThanOrEqual(4);
    expect(Math.max(...differences)).toBeLessThanOrEqual(5e-6);
  },
);

const { rows } = mazeMap("open");
const mass = 4.1887902;

test("in free space: v' = v + h(100a - v)/(m + h), q' = q + hv', by hand", () => {
  const [x, y, vx, vy] = pointMazeDynamics(rows, [3, 3, 0, 2], [1, 0]);
  expect(vx).toBeCloseTo(1 / (mass + 0.01), 8);
  expect(vy).toBeCloseTo(2 - 0.02 / (mass + 0.01), 8);
  expect(x).toBeCloseTo(3 + 0.01 / (mass + 0.01), 8);
  expect(y).toBeCloseTo(3.02 - 0.0002 / (mass + 0.01), 8);
});

test("velocity and action are clipped before the step", () => {
  expect(pointMazeDynamics(rows, [3, 3, 9, 0], [5, 0])).toEqual(
    pointMazeDynamics(rows, [3, 3, 5, 0], [1, 0]),
  );
});

test("the right wall of the open maze stops the disc at y = 5.2 and leaves its motion along the wall", () => {
  let state: PointMazeState = [2, 5, 0.5, 1];
  for (let t = 0; t < 100; t++) state = pointMazeDynamics(rows, state, [0, 1]);
  expect(state[1]).toBeCloseTo(5.2, 12);
  expect(state[3]).toBe(0);
  expect(state[0]).toBeGreaterThan(2.4);
  expect(state[2]).toBeGreaterThan(0.3);
});

test("a corner pushes along the line from its point to the disc", () => {
  // umaze's wall (2, 2) ends at the corner (2.3, 2.3)
  const { rows: umaze } = mazeMap("umaze");
  const [x, y] = pointMazeDynamics(umaze, [2.33, 2.34, 0, 0], [0, 0]);
  expect(Math.hypot(x - 2.3, y - 2.3)).toBeCloseTo(0.1, 12);
  expect((x - 2.3) / (y - 2.3)).toBeCloseTo(0.03 / 0.04, 9);
});

test("no sequence of actions leads into a wall", () => {
  const force = fc.integer({ min: -1, max: 1 });
  const moves = fc.array(fc.tuple(force, force, fc.integer({ min: 1, max: 60 })), { maxLength: 30 });
  const { rows: medium, free } = mazeMap("medium");
  const walk = fc.property(fc.integer({ min: 0, max: free.length - 1 }), moves, (k, sequence) => {
    let state: PointMazeState = [...free[k]!, 0, 0];
    for (const [ax, ay, times] of sequence) {
      for (let t = 0; t < times; t++) state = pointMazeDynamics(medium, state, [ax, ay]);
      expect(isWall(medium, [Math.floor(state[0] + 0.7), Math.floor(state[1] + 0.7)])).toBe(false);
      expect(medium[Math.floor(state[0] + 0.7)]).toBeDefined();
    }
  });
  fc.assert(walk, { numRuns: 100 });
});
