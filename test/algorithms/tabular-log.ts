import { dispose } from "@tensorflow/tfjs-core";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { DiscreteBatch } from "../../src/algorithms/batch.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { fillMinibatch } from "../../src/dataset/minibatch.ts";
import type { LoggedMdp } from "../../src/tabular/log-values.ts";
import type { StateActionTable } from "../../src/tabular/state-action-table.ts";
import { discreteBatchTensors } from "../../src/training/batch-tensors.ts";
import { rows } from "../kernels/reference/rows.ts";

/** Row `index` of the unit matrix. */
export function oneHot(size: number, index: number): number[] {
  return Array<number>(size).fill(0).with(index, 1);
}

/**
 * A log in which every transition occurs exactly as often as its probability says, π_β(a|s) P(s′|s, a) being a multiple
 * of 2⁻ᵏ: averages over it are the expectations. Observations are one-hot.
 */
export function exactLog({ transitions, rewards, behavior }: LoggedMdp): Dataset {
  const states = behavior.length;
  const steps = behavior.flatMap((policy, state) => {
    const shares = policy.map((share, action) =>
      transitions[state]![action]!.map((chance) => share * chance),
    );
    const counts = wholeMultiples(shares);
    return counts.flatMap((row, action) =>
      row.flatMap((count, next) => Array.from({ length: count }, () => ({ state, action, next }))),
    );
  });
  return createDataset(
    {
      observations: steps.map(({ state }) => oneHot(states, state)),
      actions: steps.map(({ action }) => action),
      rewards: steps.map(({ state, action }) => rewards[state]![action]!),
      nextObservations: steps.map(({ next }) => oneHot(states, next)),
      terminated: steps.map(() => false),
      truncated: steps.map(() => true),
    },
    { actionCount: behavior[0]!.length },
  );
}

/** The shares times the smallest power of two that makes all of them whole. */
function wholeMultiples(shares: StateActionTable): number[][] {
  let factor = 1;
  while (!shares.flat().every((share) => Number.isInteger(share * factor))) factor *= 2;
  return shares.map((row) => row.map((share) => share * factor));
}

/** All transitions of a log as one batch. */
export function wholeBatch(dataset: Dataset, discount: number): DiscreteBatch {
  const { transitions, spec } = dataset;
  const { batch, views } = discreteBatchTensors({ batchSize: transitions.length }, spec.observationSize);
  fillMinibatch(dataset, transitions, discount, views());
  return batch;
}

/** Steps on the same batch. */
export function trainOn(algorithm: Algorithm, batch: DiscreteBatch, steps: number): void {
  for (let step = 0; step < steps; step++) dispose(algorithm.update(batch));
}

/** What a network says of every one-hot state. */
export function tableOf(
  outputs: (observations: Float32Array) => Float32Array,
  states: number,
): StateActionTable {
  const observations = Array.from({ length: states }, (_, state) => oneHot(states, state));
  const all = outputs(Float32Array.from(observations.flat()));
  return rows(all, all.length / states);
}
