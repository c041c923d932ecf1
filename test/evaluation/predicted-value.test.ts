import { expect, test } from "vitest";
import { predictedValue } from "../../src/evaluation/predicted-value.ts";
import { greedyPolicy } from "../../src/policy/greedy.ts";
import type { ContinuousQFunction, QFunction } from "../../src/policy/q-function.ts";

/** Q(s, a) = s₀ + 10·a·s₁ for a in 0, 1, 2. */
const qFunction: QFunction = {
  values(observations) {
    const rows = Array.from({ length: observations.length / 2 }, (_, row) => observations.slice(2 * row));
    return Float32Array.from(rows.flatMap(([x, y]) => [0, 1, 2].map((action) => x! + 10 * action * y!)));
  },
};
const observations = Float32Array.of(1, 0.5, 3, -0.5);

test("by hand, greedy: ½(max(1, 6, 11) + max(3, −2, −7)) = 7", () => {
  expect(predictedValue(qFunction, greedyPolicy(qFunction.values), observations, 2)).toBe(7);
});

test("by hand, always action 1: ½(6 − 2) = 2: the policy that is asked about decides, not the maximum", () => {
  expect(predictedValue(qFunction, { act: () => 1 }, observations, 2)).toBe(2);
});

test("the policy is asked once a state, with that state", () => {
  const asked: number[][] = [];
  const policy = {
    act(observation: Float32Array) {
      asked.push([...observation]);
      return 0;
    },
  };
  expect(predictedValue(qFunction, policy, observations, 2)).toBe(2);
  expect(asked).toEqual([
    [1, 0.5],
    [3, -0.5],
  ]);
});

test.for([
  { numbers: 0, size: 2 },
  { numbers: 3, size: 2 },
  { numbers: 4, size: 0 },
])("$numbers numbers are refused as rows of $size", ({ numbers, size }) => {
  expect(() => predictedValue(qFunction, { act: () => 0 }, new Float32Array(numbers), size)).toThrow(
    new RangeError(`observations must have at least one row of ${size} numbers; got ${numbers} numbers`),
  );
});

test.for([3, -1, 0.5, Number.NaN])("an action that the Q-function does not have is refused: %d", (action) => {
  expect(() => predictedValue(qFunction, { act: () => action }, observations, 2)).toThrow(
    new RangeError(`the result of act(observation) must be an integer from 0 to 2; got ${action}`),
  );
});

test("an algorithm in place of the policy is refused by what it is", () => {
  const algorithm = { values: (observations: Float32Array) => observations, update: () => ({}) };
  // @ts-expect-error: the compiler refuses it too
  expect(() => predictedValue(algorithm, algorithm, new Float32Array(2), 1)).toThrow(
    new TypeError("predictedValue takes a policy, such as algorithm.policy(); got an algorithm"),
  );
});

test("values of rewards that were multiplied are told in the log's own units: 7 / ½ = 14", () => {
  const scaled = { ...qFunction, rewardScaling: { multiplier: 0.5, offset: 0 } };
  expect(predictedValue(scaled, greedyPolicy(qFunction.values), observations, 2)).toBe(14);
});

test("values of rewards with an offset are refused, and how to have them all the same is said", () => {
  const scaled = { ...qFunction, rewardScaling: { multiplier: 2, offset: -1 } };
  expect(() => predictedValue(scaled, { act: () => 0 }, observations, 2)).toThrow(
    new RangeError(
      "the rewards' offset must be 0 to predict a value in their own units; got -1: pass { values: algorithm.values } " +
        "for the value of the scaled rewards",
    ),
  );
  expect(predictedValue({ values: scaled.values }, { act: () => 1 }, observations, 2)).toBe(2);
});

/** Q(s, a) = s₀ + 10·a₀·s₁ + a₁ */
const continuous: ContinuousQFunction = {
  actionValues: (observations, actions) =>
    Float32Array.from(
      { length: observations.length / 2 },
      (_, row) =>
        observations[2 * row]! + 10 * actions[2 * row]! * observations[2 * row + 1]! + actions[2 * row + 1]!,
    ),
};
const mirror = { act: ([x, y]: Float32Array) => Float32Array.of(y!, x!) };

test("of continuous actions, by hand: ½((1 + 10 · ¼ + 1) + (3 + 10 · ¼ + 3)) = 6.5", () => {
  expect(predictedValue(continuous, mirror, observations, 2)).toBe(6.5);
  const scaled = { ...continuous, rewardScaling: { multiplier: 0.5, offset: 0 } };
  expect(predictedValue(scaled, mirror, observations, 2)).toBe(13);
  const shifted = { ...continuous, rewardScaling: { multiplier: 1, offset: 1 } };
  expect(() => predictedValue(shifted, mirror, observations, 2)).toThrow(
    "pass { actionValues: algorithm.actionValues } for the value of the scaled rewards",
  );
});

test("a number where a vector is needed is refused", () => {
  // @ts-expect-error: the compiler refuses it too
  expect(() => predictedValue(continuous, { act: () => 1 }, observations, 2)).toThrow(
    new TypeError("the result of act(observation) must be a Float32Array; got 1"),
  );
});
