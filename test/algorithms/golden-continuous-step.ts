import { dispose, tensor, type Variable } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { BatchOf } from "../../src/algorithms/batch.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import type { Action } from "../../src/env/action.ts";
import type { GoldenFile } from "../losses/golden.ts";
import { entriesOf } from "../tensor/entries.ts";

/** The log that the batch of a file of continuous losses could come from. */
export const continuousGoldenSpec: DatasetSpec = {
  observationSize: 3,
  observationMean: [0, 0, 0],
  observationStd: [1, 1, 1],
  actions: { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] },
};

/** One update on a batch. Returns what it reports, by name. */
export function continuousGoldenUpdate(algorithm: Algorithm, batch: BatchOf<Action>): Record<string, number> {
  const metrics = algorithm.update(batch);
  const numbers = Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => [name, entriesOf(metric)[0]!]),
  );
  dispose(metrics);
  return numbers;
}

/** Writes networks of a file into the members of an ensemble, whose variables these are. */
export function startEnsembleFrom(
  { networks }: Pick<GoldenFile, "networks">,
  variables: readonly Variable[],
  names: readonly string[],
): void {
  const layers = names.map((name) => networks[name]!);
  for (const [i, variable] of variables.entries()) {
    const part = i % 2 === 0 ? "kernel" : "bias";
    const entries = layers.flatMap((each) => each[Math.floor(i / 2)]![part].flat());
    variable.assign(tensor(entries, variable.shape));
  }
}
