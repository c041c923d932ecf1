import { dispose } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { ContinuousBatch } from "../../src/algorithms/batch.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { entriesOf } from "../tensor/entries.ts";

/** The log that the batch of a file of continuous losses could come from. */
export const continuousGoldenSpec: DatasetSpec = {
  observationSize: 3,
  observationMean: [0, 0, 0],
  observationStd: [1, 1, 1],
  actions: { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] },
};

/** One update on a batch. Returns what it reports, by name. */
export function continuousGoldenUpdate(
  algorithm: Algorithm<Float32Array>,
  batch: ContinuousBatch,
): Record<string, number> {
  const metrics = algorithm.update(batch);
  const numbers = Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => [name, entriesOf(metric)[0]!]),
  );
  dispose(metrics);
  return numbers;
}
