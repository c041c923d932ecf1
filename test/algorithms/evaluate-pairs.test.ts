import { concat, memory, sum, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { continuousInputs } from "../../src/algorithms/continuous-inputs.ts";
import { evaluatePairs } from "../../src/algorithms/evaluate-pairs.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { init } from "../../src/tensor/init.ts";
import { settingsOf } from "./settings.ts";

await init();

const spec: DatasetSpec = {
  observationSize: 2,
  observationMean: [1, 0],
  observationStd: [2, 1],
  actions: { kind: "continuous", size: 1, low: [-0.1], high: [0.3] },
};
const inputs = continuousInputs(spec, { standardizeObservations: true });

/** What observation and action of a row add up to, as networks see them. */
function added(observations: Float32Array, actions: Float32Array): number[] {
  const total = (s: Tensor2D, a: Tensor2D): Tensor1D => sum<Tensor1D>(concat([s, a], 1), 1);
  return [...evaluatePairs(inputs, total, observations, actions)];
}

test("pairs are evaluated as networks see them, up to the bounds, and no tensor stays", () => {
  const before = memory();
  // (3 − 1)/2 + 1 − 1 and (1 − 1)/2 + 0.5 + 1
  const values = added(Float32Array.of(3, 1, 1, 0.5), Float32Array.of(-0.1, 0.3));
  expect(values.map((value) => Math.round(1e5 * value) / 1e5)).toEqual([1, 1.5]);
  expect(added(new Float32Array(), new Float32Array())).toEqual([]);
  expect(memory()).toEqual(before);
});

test.for([
  {
    observations: [1, 2, 3],
    actions: [0],
    message: "observations and actions must have 2 and 1 numbers a row; got 3 and 1 in all",
  },
  {
    observations: [1, 2],
    actions: [0, 0],
    message: "observations and actions must have 2 and 1 numbers a row; got 2 and 2 in all",
  },
  { observations: [1, Number.NaN], actions: [0], message: "observations[1] must be finite; got NaN" },
  {
    observations: [1, 2, 3, 4],
    actions: [0, 0.5],
    message: "actions[1][0] must lie in [-0.1, 0.3]; got 0.5",
  },
  {
    observations: [1, 2],
    actions: [Number.NaN],
    message: "actions[0][0] must lie in [-0.1, 0.3]; got NaN",
  },
])("refused: $message", ({ observations, actions, message }) => {
  expect(() => added(Float32Array.from(observations), Float32Array.from(actions))).toThrow(
    new RangeError(message),
  );
});

test("what is no Float32Array is refused", () => {
  const { array } = settingsOf<{ array: Float32Array }>([["array", [1, 2]]]);
  expect(() => added(array, Float32Array.of(0))).toThrow(
    new TypeError("observations must be a Float32Array; got Array"),
  );
  expect(() => added(Float32Array.of(1, 2), array)).toThrow(
    new TypeError("actions must be a Float32Array; got Array"),
  );
});
