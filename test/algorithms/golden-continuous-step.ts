import { dispose, tensor, type Variable } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { BatchOf } from "../../src/algorithms/batch.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import type { Action } from "../../src/env/action.ts";
import { assignLayers, type GoldenFile } from "../losses/golden.ts";
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

/** Writes the networks of a file into a learner of two critics and a policy of discrete actions. */
export function startDiscreteActorCriticFrom(
  file: Pick<GoldenFile, "networks">,
  { variables }: Pick<Algorithm, "variables">,
): void {
  startEnsembleFrom(file, variables.slice(0, 6), ["q1", "q2"]);
  startEnsembleFrom(file, variables.slice(6, 12), ["q1Target", "q2Target"]);
  // the critics' Adam has its settings and two moments of each variable
  assignLayers(variables.slice(25, 31), file.networks.policy!);
}
