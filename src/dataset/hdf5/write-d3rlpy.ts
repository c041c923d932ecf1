import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import type { Episode } from "../episodes.ts";
import { D3RLPY_VERSION } from "./d3rlpy.ts";
import { episodeActions } from "./episode-actions.ts";
import { type Hdf5Writer, type StoredColumn, writeHdf5 } from "./write-hdf5.ts";

/**
 * The dataset as a replay buffer of d3rlpy 2.8 (ReplayBuffer.dump, version 2.1): for each episode i of T steps observations_i
 * float32 (T, n), actions_i int64 (T, 1) or float32 (T, a), rewards_i float32 (T, 1) and the flag terminated_i.
 *
 * The layout has no place for the state after the last step of an episode, nor for log-probabilities: what the dataset knows
 * of them is lost, and of a truncated episode of T steps T − 1 transitions are left. The checksums that the file carries are
 * those of the columns that it stores. Throws a DatasetError for a dataset whose rows are not in time order, and when h5wasm
 * is not installed or out of memory.
 */
export function writeD3rlpy(dataset: Dataset): Promise<Uint8Array> {
  const { episodes } = dataset;
  if (episodes.length === 0) {
    throw new DatasetError("a replay buffer needs episodes; got none: the rows are not in time order");
  }
  const { nextObservations: _next, behaviorLogProbabilities: _probabilities, ...stored } = dataset;
  return writeHdf5(stored, (file) => {
    file.texts("version", D3RLPY_VERSION);
    file.texts("columns", ["observations", "actions", "rewards", "terminated"]);
    file.column({ path: "num_episodes", values: BigInt64Array.of(BigInt(episodes.length)), shape: [] });
    for (const [index, episode] of episodes.entries()) writeEpisode(file, stored, episode, index);
  });
}

function writeEpisode(file: Hdf5Writer, dataset: Dataset, { start, end }: Episode, index: number): void {
  const { spec, observations, rewards, terminated } = dataset;
  const steps = end - start;
  const width = spec.observationSize;
  const columns: StoredColumn[] = [
    {
      path: "observations",
      values: observations.subarray(start * width, end * width),
      shape: [steps, width],
    },
    { path: "actions", ...episodeActions(dataset, { start, end }, [steps, 1]) },
    { path: "rewards", values: rewards.subarray(start, end), shape: [steps, 1] },
    { path: "terminated", values: terminated.subarray(end - 1, end), shape: [] },
  ];
  for (const column of columns) file.column({ ...column, path: `${column.path}_${index}` });
}
