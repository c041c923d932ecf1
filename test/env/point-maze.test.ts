import { expect, test } from "vitest";
import { pointMaze } from "../../src/env/point-maze.ts";
import { mazeMap } from "../../src/env/point-maze-maps.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { unused } from "./gymnasium-recording.ts";

const rest = Float32Array.of(0, 0);

test("reset draws a free cell uniformly, the place in it from U(-0.1, 0.1) and velocities from N(0, 0.1²)", () => {
  const { free } = mazeMap("umaze");
  const environment = pointMaze("umaze");
  const random = randomStream(1, "starts");
  const draws = 7000;
  const counts = new Map<string, number>();
  let squares = 0;
  for (let k = 0; k < draws; k++) {
    const [x = 0, y = 0, vx = 0, vy = 0] = environment.reset(random);
    const cell = `${Math.round(x)},${Math.round(y)}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
    expect(Math.max(Math.abs(x - Math.round(x)), Math.abs(y - Math.round(y)))).toBeLessThanOrEqual(0.1000001);
    squares += vx * vx + vy * vy;
  }
  expect([...counts.keys()].sort()).toEqual(free.map((cell) => cell.join()).sort());
  for (const count of counts.values())
    expect(Math.abs(count - draws / 7)).toBeLessThan(4 * Math.sqrt(draws / 7));
  // the mean of 2n squares has the standard error 0.01·√(1/n)
  expect(Math.abs(squares / (2 * draws) - 0.01)).toBeLessThan(4 * 0.01 * Math.sqrt(1 / draws));
});

test("sparse reward is 1 within 0.5 m of the goal after the step, dense reward exp(-distance)", () => {
  const rewardAt = (x: number, reward: "sparse" | "dense") => {
    const environment = pointMaze("open", { start: [x, 3, 0, 0], reward });
    environment.reset(unused);
    return environment.step(rest).reward;
  };
  expect(rewardAt(2.49, "sparse")).toBe(1);
  expect(rewardAt(2.51, "sparse")).toBe(0);
  expect(rewardAt(2.5, "dense")).toBeCloseTo(Math.exp(-0.5), 12);
  expect(rewardAt(2, "dense")).toBe(1);
});

test("the reward is that of the state after the step", () => {
  const environment = pointMaze("open", { start: [2.52, 3, -5, 0] });
  environment.reset(unused);
  expect(environment.step(rest).reward).toBe(1);
});

test.for([
  { name: "open", maximumSteps: 150, goal: [2, 3] },
  { name: "umaze", maximumSteps: 300, goal: [1, 1] },
  { name: "medium", maximumSteps: 600, goal: [6, 6] },
  { name: "large", maximumSteps: 800, goal: [7, 9] },
] as const)(
  "maze2d-$name is truncated at $maximumSteps and has D4RL's goal",
  ({ name, maximumSteps, goal }) => {
    const environment = pointMaze(name, { start: [...goal, 0, 0] });
    expect(environment.name).toBe(`maze2d-${name}`);
    environment.reset(unused);
    const steps = Array.from({ length: maximumSteps }, () => environment.step(rest));
    expect(steps.findIndex(({ truncated }) => truncated)).toBe(maximumSteps - 1);
    expect(steps.every(({ reward, terminated }) => reward === 1 && !terminated)).toBe(true);
  },
);

test("goal and maximumSteps can be set, and a map of one's own", () => {
  const environment = pointMaze(["#####", "#OOG#", "#####"], {
    goal: [1, 1],
    maximumSteps: 2,
    start: [1, 1, 0, 0],
  });
  environment.reset(unused);
  expect(environment.step(rest)).toMatchObject({ reward: 1, truncated: false });
  expect(environment.step(rest)).toMatchObject({ reward: 1, truncated: true });
});

test.for([
  {
    map: "giant",
    message: 'the maze must be one of open, umaze, medium, large, or rows of text; got "giant"',
  },
  { map: ["###", "#O#", "###"], message: 'a map must have one goal "G"; got 0' },
  { map: ["###", "#GO", "###"], message: 'a map must have walls all around; got rows[1] = "#GO"' },
  { map: ["#O#", "#G#", "###"], message: 'a map must have walls all around; got rows[0] = "#O#"' },
  { map: ["###", "#G#", "##"], message: 'rows[2] of a map must be 3 of "#", "O" and "G"; got "##"' },
  { map: [], message: 'a map must have one goal "G"; got 0' },
])("refused: $message", ({ map, message }) => {
  // @ts-expect-error: the compiler refuses some of them too
  expect(() => pointMaze(map)).toThrow(new RangeError(message));
});

test("options that are unknown or out of range, and actions out of bounds, are refused", () => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => pointMaze("umaze", { steps: 3 })).toThrow('pointMaze has no option "steps"');
  // @ts-expect-error: the compiler refuses it too
  expect(() => pointMaze("umaze", { reward: "shaped" })).toThrow(
    'reward must be "sparse" or "dense"; got "shaped"',
  );
  expect(() => pointMaze("umaze", { goal: [0, 0] })).toThrow(
    "goal must be a free cell of the maze; got [0, 0]",
  );
  expect(() => pointMaze("umaze", { maximumSteps: 0 })).toThrow(
    "maximumSteps must be an integer of at least 1; got 0",
  );
  expect(() => pointMaze("umaze", { start: [2, 2, 0, 0] })).toThrow(
    "start must lie in a free cell of the maze; got x = 2, y = 2",
  );
  expect(() => pointMaze("umaze", { start: [9, 9, 0, 0] })).toThrow("start must lie in a free cell");
  expect(() => pointMaze("umaze", { start: [1, 1, Number.NaN, 0] })).toThrow(
    "start must be four finite numbers (x, y, vx, vy); got [1, 1, NaN, 0]",
  );
  const environment = pointMaze("umaze");
  environment.reset(unused);
  expect(() => environment.step(Float32Array.of(0, 1.01))).toThrow("action[1] must lie in [-1, 1]");
});
