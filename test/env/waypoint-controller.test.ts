import { expect, test } from "vitest";
import type { GridPosition } from "../../src/env/grid-states.ts";
import { pointMaze } from "../../src/env/point-maze.ts";
import type { PointMazeName } from "../../src/env/point-maze-maps.ts";
import type { Policy } from "../../src/env/policy.ts";
import { uniformPolicy } from "../../src/env/uniform-policy.ts";
import { waypointController } from "../../src/env/waypoint-controller.ts";
import { rollout } from "../../src/evaluation/rollout.ts";
import { randomStream } from "../../src/kernels/random.ts";

interface Calibration {
  readonly name: PointMazeName;
  readonly reward: "sparse" | "dense";
  /** Mean and standard error of 1,000 episodes of the closed form in Python. */
  readonly random: readonly [mean: number, standardError: number];
  readonly stale: readonly [mean: number, standardError: number];
  readonly replanned: readonly [mean: number, standardError: number];
}

const calibrations: Calibration[] = [
  { name: "umaze", reward: "sparse", random: [26.1, 1.8], stale: [175.9, 4.1], replanned: [224.1, 1.7] },
  { name: "umaze", reward: "dense", random: [70.1, 1.7], stale: [204.4, 3.1], replanned: [236.3, 1.7] },
  { name: "medium", reward: "sparse", random: [17.1, 1.8], stale: [259.3, 8.4], replanned: [418.2, 2.7] },
  { name: "large", reward: "sparse", random: [10.0, 1.3], stale: [313.6, 10.7], replanned: [553.0, 3.7] },
];

test.for(calibrations)(
  "maze2d-$name, $reward: random, stale and re-planned returns lie within 4 combined standard errors",
  ({ name, reward, random, stale, replanned }) => {
    const environment = pointMaze(name, { reward });
    const expectReturn = (policy: Policy<Float32Array>, [mean, standardError]: readonly [number, number]) => {
      const { returnMean, returnSd } = rollout(policy, environment, { episodes: 80, seed: 5 });
      const combined = Math.hypot(returnSd / Math.sqrt(80), standardError);
      expect(Math.abs(returnMean - mean)).toBeLessThan(4 * combined);
    };
    const controller = (replan: boolean) =>
      waypointController(name, { random: randomStream(1, "waypoints"), replan });
    expectReturn(uniformPolicy(environment.actions, randomStream(1, "actions")), random);
    expectReturn(controller(false), stale);
    expectReturn(controller(true), replanned);
  },
);

test("the force is clip(10(waypoint - q) - v, ±1) towards the goal in its own cell", () => {
  const controller = waypointController("umaze", { random: randomStream(1, "waypoints") });
  controller.startEpisode?.();
  expect(controller.act(Float32Array.of(1.05, 0.95, 0.25, 0.25))).toEqual(
    Float32Array.of(10 * (1 - Math.fround(1.05)) - 0.25, 10 * (1 - Math.fround(0.95)) - 0.25),
  );
  expect(controller.act(Float32Array.of(1.4, 0.6, 0, 0))).toEqual(Float32Array.of(-1, 1));
});

test("every episode reaches the goal and stays: the last reward is 1", () => {
  const environment = pointMaze("large");
  const controller = waypointController("large", { random: randomStream(1, "waypoints") });
  const { returns } = rollout(controller, environment, { episodes: 50 });
  expect(Math.min(...returns)).toBeGreaterThan(0);
});

test("the goal can be another cell", () => {
  const environment = pointMaze("umaze", { goal: [3, 1], start: [1, 1, 0, 0] });
  const controller = waypointController("umaze", { random: randomStream(1, "waypoints"), goal: [3, 1] });
  expect(rollout(controller, environment, { episodes: 1 }).returnMean).toBeGreaterThan(50);
});

test("an unknown option and an observation of another environment are refused", () => {
  const random = randomStream(1, "waypoints");
  // @ts-expect-error: the compiler refuses it too
  expect(() => waypointController("umaze", { random, gain: 10 })).toThrow('has no option "gain"');
  expect(() => waypointController("umaze", { random }).act(new Float32Array(3))).toThrow(
    new RangeError("a PointMaze observation must have 4 numbers; got 3"),
  );
});

test("a plan starts in the cell that the disc is in, also beside its upper wall, where the coordinates round to the wall", () => {
  const environment = pointMaze("umaze", { start: [0.45, 0.95, 0, 0] });
  const controller = waypointController("umaze", { random: randomStream(1, "waypoints") });
  expect(rollout(controller, environment, { episodes: 1 }).returnMean).toBeGreaterThan(250);
});

test.each<GridPosition>([
  [0, 0],
  [2, 1],
  [9, 9],
  [1.5, 1],
])("a goal at [%d, %d], which is no free cell, is refused", (row, column) => {
  const options = { random: randomStream(1, "waypoints"), goal: [row, column] } as const;
  expect(() => waypointController("umaze", options)).toThrow(
    new RangeError(`goal must be a free cell of the maze; got [${row}, ${column}]`),
  );
});
