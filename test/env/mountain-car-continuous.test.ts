import { expect, test } from "vitest";
import {
  mountainCarContinuous,
  mountainCarContinuousDynamics,
} from "../../src/env/mountain-car-continuous.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { expectEpisode, largestDifference, recording, rowOf, unused } from "./gymnasium-recording.ts";

const gymnasium = recording("mountain-car-continuous");
const { steps } = gymnasium;

test("from 120 states mountainCarContinuousDynamics gives Gymnasium's next float32 state, bit for bit", () => {
  steps.actions.forEach((action, k) => {
    const [x, v] = rowOf(steps.states, k, 2);
    const [position, velocity] = mountainCarContinuousDynamics([x!, v!], action);
    expect([position, velocity]).toEqual(rowOf(steps.nexts, k, 2));
  });
});

test("from 120 states a step has Gymnasium's observation, reward and flag within 1e-6", () => {
  steps.actions.forEach((action, k) => {
    const [x, v] = rowOf(steps.states, k, 2);
    const environment = mountainCarContinuous([x!, v!]);
    environment.reset(unused);
    const { observation, reward, terminated } = environment.step(Float32Array.of(action));
    expect(largestDifference(observation, rowOf(steps.observations, k, 2))).toBeLessThanOrEqual(1e-6);
    expect(Math.abs(reward - steps.rewards[k]!)).toBeLessThanOrEqual(1e-6);
    expect(terminated).toBe(steps.terminated[k] === "1");
  });
  expect(steps.terminated).toContain("1");
});

test("an episode is Gymnasium's within 1e-6, step by step", () => {
  const [x, v] = gymnasium.episode.start;
  const environment = mountainCarContinuous([x!, v!]);
  const step = (action: number) => environment.step(Float32Array.of(action));
  expectEpisode(gymnasium, { ...environment, step }, 1e-6);
});

test("an episode is truncated at step 999", () => {
  const environment = mountainCarContinuous();
  environment.reset(randomStream(1, "starts"));
  const rest = Float32Array.of(0);
  const ends = Array.from({ length: 999 }, () => environment.step(rest)).map(({ truncated }) => truncated);
  expect(ends.indexOf(true)).toBe(998);
});

test("a force outside [-1, 1], or that is not a vector, is refused", () => {
  const environment = mountainCarContinuous([0, 0]);
  environment.reset(unused);
  expect(() => environment.step(Float32Array.of(1.5))).toThrow(
    new RangeError("action[0] must lie in [-1, 1]; got 1.5"),
  );
  // @ts-expect-error: the compiler refuses it too
  expect(() => environment.step(1)).toThrow(TypeError);
});
