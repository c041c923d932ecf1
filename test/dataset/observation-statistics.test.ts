import { expect, test } from "vitest";
import { Findings } from "../../src/dataset/findings.ts";
import { observationStatistics } from "../../src/dataset/observation-statistics.ts";

test("mean and population standard deviation of [1, 3] are 2 and 1, of [10, 30] 20 and 10", () => {
  const statistics = observationStatistics(Float32Array.of(1, 10, 3, 30), 2, new Findings());
  expect(statistics).toEqual({ observationMean: [2, 20], observationStd: [1, 10] });
});

test("a large offset costs no digits: 1e6 + {0, 1} has standard deviation ½", () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => 1e6 + (i % 2));
  const { observationMean, observationStd } = observationStatistics(values, 1, new Findings());
  expect(observationMean[0]).toBe(1e6 + 0.5);
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
