import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";

/** One row of a dataset, for formats that store rows. */
export interface RowValues {
  /** Undefined where the rows are not in time order. */
  readonly episode: number | undefined;
  readonly step: number | undefined;
  readonly observation: Float32Array;
  /** A number or label of a discrete action, a vector of a continuous one. */
  readonly action: number | string | Float32Array;
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  readonly nextObservation: Float32Array | undefined;
  readonly behaviorLogProbability: number | undefined;
}

/** Reads rows of a dataset, which must be asked for in their order. */
export function rowValues(dataset: Dataset): (row: number) => RowValues {
  const { spec, episodes, observations, nextObservations, behaviorLogProbabilities } = dataset;
  const size = spec.observationSize;
  const actionOf = actionValues(dataset);
  let episode = 0;
  return (row) => {
    if (row >= (episodes[episode]?.end ?? Number.POSITIVE_INFINITY)) episode++;
    const start = episodes[episode]?.start;
    return {
      episode: start === undefined ? undefined : episode,
      step: start === undefined ? undefined : row - start,
      observation: observations.subarray(row * size, (row + 1) * size),
      action: actionOf(row),
      reward: dataset.rewards[row]!,
      terminated: dataset.terminated[row] === 1,
      truncated: dataset.truncated[row] === 1,
      nextObservation: nextObservations?.subarray(row * size, (row + 1) * size),
      behaviorLogProbability: behaviorLogProbabilities?.[row],
    };
  };
}

function actionValues({ spec, actions }: Dataset): (row: number) => number | string | Float32Array {
  if (spec.actions.kind === "discrete") {
    const { labels } = spec.actions;
    return labels === undefined ? (row) => actions[row]! : (row) => labelOf(labels, actions[row]!);
  }
  const { size } = spec.actions;
  return (row) => Float32Array.from(actions.subarray(row * size, (row + 1) * size));
}

function labelOf(labels: readonly string[], action: number): string {
  const label = labels[action];
  if (label !== undefined) return label;
  throw new DatasetError(`action ${action} must have a label; there are ${labels.length}`);
}
