import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { DatasetError } from "../../src/dataset/dataset-error.ts";
import { logProbabilityColumn } from "../../src/dataset/log-probabilities.ts";
import { rawColumnOf, rawLog } from "./raw-log.ts";

const discrete = { kind: "discrete", count: 3 } as const;
const continuous = { kind: "continuous", size: 1, low: [0], high: [1] } as const;
const columns = { observations: [0, 1], actions: [0, 1], rewards: [1, 1], terminated: [0, 1] };

test("a log without the column has none, and neither has its dataset", () => {
  expect(logProbabilityColumn(rawLog(), discrete)).toBeUndefined();
  expect(createDataset(columns)).not.toHaveProperty("behaviorLogProbabilities");
});

test("createDataset keeps a copy in float32", () => {
  const behaviorLogProbabilities = Float32Array.of(Math.log(0.25), 0);
  const dataset = createDataset({ ...columns, behaviorLogProbabilities });
  behaviorLogProbabilities.fill(-9);
  expect(dataset.behaviorLogProbabilities).toEqual(Float32Array.of(Math.log(0.25), 0));
});

test.for([Number.NaN, Number.NEGATIVE_INFINITY, 1e39])(
  "%d is refused by its place: finite it must be",
  (value) => {
    const behaviorLogProbabilities = [-1, value];
    expect(() => createDataset({ ...columns, behaviorLogProbabilities })).toThrow(DatasetError);
    expect(() => createDataset({ ...columns, behaviorLogProbabilities })).toThrow(
      /^behaviorLogProbabilities\[1\] must be finite/,
    );
  },
);

test("no probability exceeds 1, but a density does", () => {
  const log = rawLog({ behaviorLogProbabilities: rawColumnOf([-1, 0, 0.5, 2]) });
  expect(() => logProbabilityColumn(log, discrete)).toThrow(
    new DatasetError(
      "behaviorLogProbabilities[2] must be the logarithm of a probability, at most 0; got 0.5",
    ),
  );
  expect(logProbabilityColumn(log, continuous)).toEqual(Float32Array.of(-1, 0, 0.5, 2));
});

test("a column of another length is refused", () => {
  expect(() => createDataset({ ...columns, behaviorLogProbabilities: [-1] })).toThrow(
    /^behaviorLogProbabilities must have 1 of 2 values in each of the 2 rows/,
  );
});
