import { expect, test } from "vitest";
import { Findings } from "../../src/dataset/findings.ts";
import { observationStatistics } from "../../src/dataset/observation-statistics.ts";

test("mean and population standard deviation of [1, 3] are 2 and 1, of [10, 30] 20 and 10", () => {
  const statistics = observationStatistics(Float32Array.of(1, 10, 3, 30), 2, new Findings());
  expect(statistics).toEqual({ observationMean: [2, 20], observationStd: [1, 10] });
});

test("a large offset costs no digits: 1e5 + {0, 1} has standard deviation ½", () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => 1e5 + (i % 2));
  const { observationMean, observationStd } = observationStatistics(values, 1, new Findings());
  expect(observationMean[0]).toBe(1e5 + 0.5);
  expect(observationStd[0]).toBe(0.5);
});

test("a component that never changes has deviation 0 and is noted by its index", () => {
  const findings = new Findings();
  const { observationStd } = observationStatistics(Float32Array.of(1, 7, 2, 7), 2, findings);
  expect(observationStd[1]).toBe(0);
  expect(findings.notes).toEqual([
    { code: "constant-observation", message: "components [1] of observations never change" },
  ]);
});

test("a component that changes by a last bit has deviation 0 and is noted as one that hardly changes", () => {
  const findings = new Findings();
  const tenth = Math.fround(0.1);
  const values = Float32Array.of(tenth, 7, 1, tenth + 2 ** -27, 7, 2, tenth - 2 ** -27, 7, 3);
  const { observationMean, observationStd } = observationStatistics(values, 3, findings);
  expect(new Set([values[0], values[3], values[6]]).size).toBe(3);
  expect(observationMean[0]).toBeCloseTo(0.1, 7);
  expect(observationStd).toEqual([0, 0, Math.sqrt(2 / 3)]);
  expect(findings.notes.map(({ message }) => message)).toEqual([
    "components [1] of observations never change",
    "components [0] of observations hardly change: they count as constant",
  ]);
});

test.each([
  ["below 1e-6", 0, 2 ** -20, 0],
  ["above 1e-6", 0, 2 ** -19, 2 ** -19],
  ["below 1e-6 of a large mean", -(2 ** 21), 2, 0],
  ["above 1e-6 of a large mean", -(2 ** 21), 4, 4],
])("a deviation %s counts as it should", (_, mean, deviation, expected) => {
  const values = Float32Array.of(mean - deviation, mean + deviation);
  const { observationStd } = observationStatistics(values, 1, new Findings());
  expect(observationStd).toEqual([expected]);
});
