import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { generateMaze2d } from "../../src/env/generate-maze2d.ts";
import { normalLogCdf, normalLogDensity } from "../../src/env/math/normal.ts";
import { pointMazeDynamics } from "../../src/env/point-maze-dynamics.ts";
import { mazeMap } from "../../src/env/point-maze-maps.ts";
import { largestDifference } from "./gymnasium-recording.ts";

const steps = 15_000;
const log = generateMaze2d("umaze", { steps, seed: 3 });
const { rows: maze, maximumSteps } = mazeMap("umaze");

function observation(column: Float32Array, t: number): Float32Array {
  return column.subarray(4 * t, 4 * t + 4);
}

/** Rows where a walk ends. */
const ends = Array.from(log.truncated.keys()).filter((t) => log.truncated[t] === 1);

test("the log is one trajectory: every row starts where the one before ended, also where the goal changes", () => {
  expect(log.rewards).toHaveLength(steps);
  expect(log.observations.subarray(4)).toEqual(log.nextObservations.subarray(0, 4 * (steps - 1)));
  expect(Math.max(...log.terminated)).toBe(0);
  expect(ends.at(-1)).toBe(steps - 1);
});

test("no row is doubled: the disc moves in every step", () => {
  const still = Array.from(log.truncated.keys()).find(
    (t) => largestDifference(observation(log.observations, t), observation(log.nextObservations, t)) === 0,
  );
  expect(still).toBeUndefined();
});

test("every successor follows from its row within 2e-6, corners excepted", () => {
  const differences = Array.from(log.truncated.keys(), (t) => {
    const [x, y, vx, vy] = observation(log.observations, t);
    const next = pointMazeDynamics(maze, [x!, y!, vx!, vy!], [log.actions[2 * t]!, log.actions[2 * t + 1]!]);
    return largestDifference(next, observation(log.nextObservations, t));
  });
  expect(differences.filter((difference) => difference > 2e-6).length).toBeLessThan(steps / 1000);
});

test("every reward is that of the state after the step, for the goal (1, 1)", () => {
  for (let t = 0; t < steps; t++) {
    const [x, y] = observation(log.nextObservations, t);
    const distance = Math.hypot(x! - 1, y! - 1);
    if (Math.abs(distance - 0.5) > 1e-6) expect(log.rewards[t]).toBe(Number(distance <= 0.5));
  }
});

test("a walk ends near a free cell, or after maximumSteps; most end near one", () => {
  const lengths = ends.map((end, k) => end - (ends[k - 1] ?? -1));
  expect(Math.max(...lengths)).toBeLessThanOrEqual(maximumSteps);
  const late = ends.slice(0, -1).filter((end, k) => {
    const [x, y] = observation(log.nextObservations, end);
    const isNear = Math.hypot(x! - Math.round(x!), y! - Math.round(y!)) < 0.1;
    expect(isNear || lengths[k] === maximumSteps).toBe(true);
    return !isNear;
  });
  expect(late.length).toBeLessThan(ends.length / 20);
});

test("every cell is walked to", () => {
  const cells = new Set(
    ends.map((end) => Array.from(observation(log.nextObservations, end).subarray(0, 2), Math.round).join()),
  );
  expect(cells.size).toBe(7);
});

test("less than one step in seven is rewarded: the goal is one of seven cells, and no walk stays", () => {
  const rate = log.rewards.reduce((sum, reward) => sum + reward, 0) / steps;
  expect(rate).toBeGreaterThan(0.05);
  expect(rate).toBeLessThan(1 / 7);
});

test("the log-probability of a clipped action is that of the tail, and never above the density's peak", () => {
  const logProbabilities = log.behaviorLogProbabilities!;
  expect(logProbabilities).toHaveLength(steps);
  expect(Math.max(...logProbabilities)).toBeLessThanOrEqual(2 * (normalLogDensity(0) - Math.log(0.5)) + 1e-6);
  const clipped = Array.from(log.truncated.keys()).filter(
    (t) => Math.abs(log.actions[2 * t]!) === 1 && Math.abs(log.actions[2 * t + 1]!) === 1,
  );
  expect(clipped.length).toBeGreaterThan(steps / 20);
  for (const t of clipped) {
    expect(logProbabilities[t]).toBeLessThanOrEqual(2 * normalLogCdf(0) + 1e-6); // the mean is within the bounds
  }
});

test("inside the bounds the mean of 1 / π(a) is the area of the actions, 4", () => {
  // E[1{inside} / π(a)] = ∫ da = 4 for every mean: the log-probabilities are those of the draws
  const inside = Array.from(log.truncated.keys(), (t) => {
    const isInside = Math.abs(log.actions[2 * t]!) < 1 && Math.abs(log.actions[2 * t + 1]!) < 1;
    return isInside ? Math.exp(-log.behaviorLogProbabilities![t]!) : 0;
  });
  const mean = inside.reduce((sum, weight) => sum + weight, 0) / steps;
  const sd = Math.sqrt(inside.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / steps);
  expect(Math.abs(mean - 4)).toBeLessThan((6 * sd) / Math.sqrt(steps));
});

test("one seed gives one log, another another", () => {
  expect(generateMaze2d("umaze", { steps: 500, seed: 3 }).actions).toEqual(
    generateMaze2d("umaze", { steps: 500, seed: 3 }).actions,
  );
  expect(generateMaze2d("umaze", { steps: 500, seed: 4 }).actions).not.toEqual(
    generateMaze2d("umaze", { steps: 500, seed: 3 }).actions,
  );
});

test("without noise the log has no log-probabilities", () => {
  const quiet = generateMaze2d("medium", { steps: 500, noise: 0, reward: "dense" });
  expect(quiet).not.toHaveProperty("behaviorLogProbabilities");
  expect(Math.min(...quiet.rewards)).toBeGreaterThan(0);
});

test("a dataset can be made of it, in which walks are episodes and every row is a transition", () => {
  const { source, ...columns } = log;
  const dataset = createDataset(columns);
  expect(dataset.episodes).toHaveLength(ends.length);
  expect(dataset.transitions).toHaveLength(steps);
});

test.for([
  { options: { steps: 0 }, message: "steps must be an integer of at least 1; got 0" },
  { options: { steps: 10, noise: -1 }, message: "noise must be 0 or a positive number; got -1" },
  { options: { steps: 10, sead: 1 }, message: 'generateMaze2d has no option "sead"' },
])("refused: $message", ({ options, message }) => {
  expect(() => generateMaze2d("umaze", options)).toThrow(message);
});

test("every walk leads elsewhere than the last one, so that none is over at once", () => {
  const { truncated } = generateMaze2d("umaze", { steps: 20_000 });
  const ends = Array.from(truncated.keys()).filter((row) => truncated[row] === 1);
  const lengths = ends.map((end, walk) => end - (ends[walk - 1] ?? -1));
  expect(ends.length).toBeGreaterThan(100);
  expect(lengths.filter((length) => length === 1)).toEqual([]);
});
