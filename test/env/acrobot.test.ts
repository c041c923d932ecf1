import { expect, test } from "vitest";
import { type AcrobotState, acrobot, acrobotDynamics } from "../../src/env/acrobot.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { largestDifference, recording, rowOf, unused } from "./gymnasium-recording.ts";

const { steps, episode } = recording("acrobot");

function state(k: number): AcrobotState {
  const [theta1, theta2, theta1Dot, theta2Dot] = rowOf(steps.states, k, 4);
  return [theta1!, theta2!, theta1Dot!, theta2Dot!];
}

test("from 120 states acrobotDynamics gives Gymnasium's next state within 1e-11", () => {
  steps.actions.forEach((action, k) => {
    const next = acrobotDynamics(state(k), action);
    expect(largestDifference(next, rowOf(steps.nexts, k, 4))).toBeLessThanOrEqual(1e-11);
  });
});

test("from 120 states a step has Gymnasium's observation within 1e-6, its reward and its flag", () => {
  steps.actions.forEach((action, k) => {
    const environment = acrobot(state(k));
    environment.reset(unused);
    const { observation, reward, terminated } = environment.step(action);
    expect(largestDifference(observation, rowOf(steps.observations, k, 6))).toBeLessThanOrEqual(1e-6);
    expect([reward, terminated]).toEqual([steps.rewards[k], steps.terminated[k] === "1"]);
  });
  expect(new Set(steps.terminated)).toEqual(new Set(["0", "1"]));
});

test("an episode is Gymnasium's within 1e-6 while chaos has not grown, and has its end", () => {
  const [theta1, theta2, theta1Dot, theta2Dot] = episode.start;
  const environment = acrobot([theta1!, theta2!, theta1Dot!, theta2Dot!]);
  expect(largestDifference(environment.reset(unused), episode.first)).toBeLessThanOrEqual(1e-6);
  const played = episode.actions.map((action) => environment.step(action));
  played.forEach(({ observation }, t) => {
    expect(largestDifference(observation, rowOf(episode.observations, t, 6))).toBeLessThanOrEqual(1e-6);
  });
  expect(played.map(({ reward }) => reward)).toEqual(episode.rewards);
  expect(played.at(-1)).toMatchObject({ terminated: true, truncated: false });
});

test("hanging down at rest nothing moves but rounding, and the episode is truncated at step 500", () => {
  const environment = acrobot([0, 0, 0, 0]);
  environment.reset(unused);
  const played = Array.from({ length: 500 }, () => environment.step(1));
  expect(played.findIndex(({ truncated }) => truncated)).toBe(499);
  for (const { observation, reward } of played) {
    expect(largestDifference(observation, [1, 0, 1, 0, 0, 0])).toBeLessThan(1e-6);
    expect(reward).toBe(-1);
  }
});

test("reset draws angles and velocities from [-0.1, 0.1)", () => {
  const random = randomStream(2, "starts");
  const starts = Array.from({ length: 2000 }, () => acrobot().reset(random));
  for (const component of [1, 3, 4, 5]) {
    const values = starts.map((start) => start[component]!);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.fround(-0.1));
    expect(Math.max(...values)).toBeLessThanOrEqual(Math.fround(0.1));
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.198);
  }
});
