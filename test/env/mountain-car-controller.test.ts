import { expect, test } from "vitest";
import { mountainCar } from "../../src/env/mountain-car.ts";
import { mountainCarContinuous } from "../../src/env/mountain-car-continuous.ts";
import {
  mountainCarContinuousController,
  mountainCarController,
} from "../../src/env/mountain-car-controller.ts";
import { rollout } from "../../src/evaluation/rollout.ts";

test("the controller drives up in each of 300 episodes, in 125 steps at most", () => {
  const { lengths, returns } = rollout(mountainCarController(), mountainCar(), { episodes: 300 });
  expect(Math.max(...lengths)).toBeLessThanOrEqual(125);
  expect(returns).toEqual(lengths.map((steps) => -steps));
});

test("the controller earns at least 93 in each of 300 continuous episodes; Gymnasium calls 90 solved", () => {
  const environment = mountainCarContinuous();
  const { returns } = rollout(mountainCarContinuousController(), environment, { episodes: 300 });
  expect(Math.min(...returns)).toBeGreaterThan(93);
});

test("an observation of another environment is refused", () => {
  const message = "a MountainCar observation must have 2 numbers; got 4";
  expect(() => mountainCarController().act(new Float32Array(4))).toThrow(new RangeError(message));
  expect(() => mountainCarContinuousController().act(new Float32Array(4))).toThrow(new RangeError(message));
});
