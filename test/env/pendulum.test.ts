import { expect, test } from "vitest";
import { pendulum, pendulumDynamics } from "../../src/env/pendulum.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { expectEpisode, largestDifference, recording, rowOf, unused } from "./gymnasium-recording.ts";

const gymnasium = recording("pendulum");
const { steps } = gymnasium;

test("from 120 states, angles up to 20 rad, pendulumDynamics gives Gymnasium's next state within 1e-14", () => {
  steps.actions.forEach((action, k) => {
    const [theta, thetaDot] = rowOf(steps.states, k, 2);
    const next = pendulumDynamics([theta!, thetaDot!], action);
    expect(largestDifference(next, rowOf(steps.nexts, k, 2))).toBeLessThanOrEqual(1e-14);
  });
});

test("from 120 states a step has Gymnasium's observation and reward within 1e-6", () => {
  steps.actions.forEach((action, k) => {
    const [theta, thetaDot] = rowOf(steps.states, k, 2);
    const environment = pendulum([theta!, thetaDot!]);
    environment.reset(unused);
    const { observation, reward } = environment.step(Float32Array.of(action));
    expect(largestDifference(observation, rowOf(steps.observations, k, 3))).toBeLessThanOrEqual(1e-6);
    expect(Math.abs(reward - steps.rewards[k]!)).toBeLessThanOrEqual(1e-6);
  });
});

test("an episode of 200 random torques is Gymnasium's within 1e-6, step by step", () => {
  const [theta, thetaDot] = gymnasium.episode.start;
  const environment = pendulum([theta!, thetaDot!]);
  const step = (action: number) => environment.step(Float32Array.of(action));
  expect(gymnasium.episode.truncated).toBe(true);
  expectEpisode(gymnasium, { ...environment, step }, 1e-6);
});

test("the reward at rest, hanging down, is -π²; upright it is 0", () => {
  const reward = (theta: number) => {
    const environment = pendulum([theta, 0]);
    environment.reset(unused);
    return environment.step(Float32Array.of(0)).reward;
  };
  expect(reward(Math.PI)).toBe(-Math.PI * Math.PI);
  expect(reward(-3 * Math.PI)).toBeCloseTo(-Math.PI * Math.PI, 12);
  expect(reward(0)).toBe(-0);
  expect(reward(2 * Math.PI)).toBeCloseTo(0, 12);
});

test("reset draws the angle from [-π, π) and the velocity from [-1, 1), independently", () => {
  const random = randomStream(2, "starts");
  const starts = Array.from({ length: 4000 }, () => pendulum().reset(random));
  const up = starts.filter(([cosine]) => cosine! > 0).length;
  expect(Math.abs(up - 2000)).toBeLessThan(4 * Math.sqrt(1000));
  const velocities = starts.map(([, , velocity]) => velocity!);
  expect(Math.min(...velocities)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...velocities)).toBeLessThan(1);
  expect(Math.max(...velocities) - Math.min(...velocities)).toBeGreaterThan(1.99);
});

test("a torque outside [-2, 2] is refused", () => {
  const environment = pendulum([0, 0]);
  environment.reset(unused);
  expect(() => environment.step(Float32Array.of(-2.5))).toThrow(
    new RangeError("action[0] must lie in [-2, 2]; got -2.5"),
  );
});
