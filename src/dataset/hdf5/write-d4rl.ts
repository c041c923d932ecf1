import type { Dataset } from "../dataset.ts";
import { d4rlNames } from "./d4rl.ts";
import { type StoredColumn, writeHdf5 } from "./write-hdf5.ts";

/**
 * The dataset as an HDF5 file in the flat D4RL layout, gzip-compressed: float32 columns, int32 discrete actions, flags as
 * uint8 (h5wasm cannot write h5py's booleans), and log-probabilities in infos/action_log_probs. `loadDataset` reads back the
 * same columns, and holds them to their checksums, which the file carries; `spec.actions` is not stored, so pass `actionCount`
 * or `actionBounds` again. HDF5 notes the time of writing in the file, so that its bytes differ from one call to the next.
 * Throws a DatasetError when h5wasm is not installed or out of memory.
 */
export function writeD4rl(dataset: Dataset): Promise<Uint8Array> {
  return writeHdf5(dataset, (file) => {
    if (dataset.behaviorLogProbabilities) file.group("infos");
    for (const column of storedColumns(dataset)) file.column({ ...column, compressed: true });
  });
}

function storedColumns({
  rows,
  spec,
  nextObservations,
  behaviorLogProbabilities,
  ...dataset
}: Dataset): StoredColumn[] {
  const vectors = [rows, spec.observationSize];
  const actions = spec.actions.kind === "discrete" ? [rows] : [rows, spec.actions.size];
  const columns: StoredColumn[] = [
    { path: d4rlNames.observations, values: dataset.observations, shape: vectors },
    { path: d4rlNames.actions, values: dataset.actions, shape: actions },
    { path: d4rlNames.rewards, values: dataset.rewards, shape: [rows] },
    { path: d4rlNames.terminated, values: dataset.terminated, shape: [rows] },
    { path: d4rlNames.truncated, values: dataset.truncated, shape: [rows] },
  ];
  if (nextObservations) {
    columns.push({ path: d4rlNames.nextObservations, values: nextObservations, shape: vectors });
  }
  if (behaviorLogProbabilities) {
    columns.push({
      path: d4rlNames.behaviorLogProbabilities,
      values: behaviorLogProbabilities,
      shape: [rows],
    });
  }
  return columns;
}
