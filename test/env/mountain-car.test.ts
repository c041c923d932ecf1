import { expect, test } from "vitest";
import { mountainCar, mountainCarDynamics } from "../../src/env/mountain-car.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { expectEpisode, largestDifference, recording, rowOf, unused } from "./gymnasium-recording.ts";

const gymnasium = recording("mountain-car");
const { steps } = gymnasium;

test("from 120 states mountainCarDynamics gives Gymnasium's next state within 1e-15", () => {
  steps.actions.forEach((action, k) => {
    const [x, v] = rowOf(steps.states, k, 2);
    const next = mountainCarDynamics([x!, v!], action);
    expect(largestDifference(next, rowOf(steps.nexts, k, 2))).toBeLessThanOrEqual(1e-15);
  });
});

test("from 120 states a step has Gymnasium's observation within 1e-6, its reward and its flag", () => {
  steps.actions.forEach((action, k) => {
    const [x, v] = rowOf(steps.states, k, 2);
    const environment = mountainCar([x!, v!]);
    environment.reset(unused);
    const { observation, reward, terminated } = environment.step(action);
    expect(largestDifference(observation, rowOf(steps.observations, k, 2))).toBeLessThanOrEqual(1e-6);
    expect(reward).toBe(-1);
    expect(terminated).toBe(steps.terminated[k] === "1");
  });
  expect(steps.terminated).toContain("1");
});

test("an episode is Gymnasium's within 1e-6, step by step", () => {
  const [x, v] = gymnasium.episode.start;
  expectEpisode(gymnasium, mountainCar([x!, v!]), 1e-6);
});

test("the left end stops the car", () => {
  expect(mountainCarDynamics([-1.2, -0.03], 0)).toEqual([-1.2, 0]);
});

test("an episode is truncated at step 200", () => {
  const environment = mountainCar();
  environment.reset(randomStream(1, "starts"));
  const ends = Array.from({ length: 200 }, () => environment.step(1)).map(({ truncated }) => truncated);
  expect(ends.indexOf(true)).toBe(199);
  expect(() => environment.step(1)).toThrow(
    "MountainCar-v0 has no episode under way: call reset before step",
  );
});

test("reset starts at rest in [-0.6, -0.4), spread over the interval", () => {
  const random = randomStream(2, "starts");
  const starts = Array.from({ length: 2000 }, () => mountainCar().reset(random));
  expect(new Set(starts.map(([, velocity]) => velocity))).toEqual(new Set([0]));
  const positions = starts.map(([position]) => position!);
  expect(Math.min(...positions)).toBeGreaterThanOrEqual(Math.fround(-0.6));
  expect(Math.max(...positions)).toBeLessThanOrEqual(Math.fround(-0.4));
  expect(Math.max(...positions) - Math.min(...positions)).toBeGreaterThan(0.199);
});

test("what is no action, or no start, is refused", () => {
  const environment = mountainCar([0, 0]);
  environment.reset(unused);
  expect(() => environment.step(3)).toThrow(new RangeError("action must be an integer from 0 to 2; got 3"));
  expect(() => mountainCar([0, Number.NaN])).toThrow(
    new RangeError("start must be two finite numbers (position, velocity); got [0, NaN]"),
  );
});
