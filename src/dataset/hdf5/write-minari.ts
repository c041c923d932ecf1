import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import type { Episode } from "../episodes.ts";
import { minariNames } from "../minari/collect-episodes.ts";
import { minariFile } from "../minari/folder.ts";
import { spacesChecksum } from "../minari/space-texts.ts";
import {
  checkWriteOptions,
  type MinariWriteOptions,
  metadataText,
  spaceTexts,
} from "../minari/write-metadata.ts";
import { episodeActions } from "./episode-actions.ts";
import { episodeName, spacesAttribute } from "./minari.ts";
import { type Hdf5Writer, type StoredColumn, writeHdf5 } from "./write-hdf5.ts";

/** A dataset of which the state after every step is known. */
type CompleteDataset = Dataset & { readonly nextObservations: Float32Array };

/**
 * The dataset as the files of a Minari dataset (0.5.3, HDF5), by their paths in its folder `<root>/<id>`: data/metadata.json and
 * data/main_data.hdf5. The spaces are a Box without bounds for observations, and a Box or Discrete for actions; flags are uint8
 * (h5wasm cannot write h5py's booleans); log-probabilities are in infos/action_log_probs, T + 1 rows of which the first, for the
 * reset, is 0. `loadMinari` reads back the same columns and holds them to their checksums, which main_data.hdf5 carries.
 *
 * Minari stores the state after the last step of an episode, and each state once. Throws a DatasetError where the dataset lacks
 * nextObservations, or where one is not the observation of the next row, for an unknown option, and when h5wasm is not
 * installed or out of memory.
 */
export async function writeMinari(
  dataset: Dataset,
  options: MinariWriteOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  checkWriteOptions(options);
  const complete = expectComplete(dataset);
  const checksum = await spacesChecksum(spaceTexts(dataset));
  const data = await writeHdf5(dataset, (file) => {
    file.attribute("", spacesAttribute, checksum);
    for (const [index, episode] of dataset.episodes.entries()) writeEpisode(file, complete, episode, index);
  });
  const metadata = new TextEncoder().encode(metadataText(dataset, options, data.length));
  return new Map([
    ["data/metadata.json", metadata],
    [`data/${minariFile}`, data],
  ]);
}

function expectComplete(dataset: Dataset): CompleteDataset {
  const { nextObservations, observations, episodes } = dataset;
  const size = dataset.spec.observationSize;
  if (nextObservations === undefined) {
    throw new DatasetError(
      "a Minari dataset needs nextObservations: it stores the state after every last step",
    );
  }
  if (episodes.length === 0) {
    throw new DatasetError("a Minari dataset needs episodes; got none: the rows are not in time order");
  }
  for (const { start, end } of episodes) {
    for (let i = start * size; i < (end - 1) * size; i++) {
      if (Object.is(nextObservations[i], observations[i + size])) continue;
      const row = Math.floor(i / size);
      throw new DatasetError(
        `nextObservations[${row}] must be the observation of the next row, since a Minari dataset stores it once`,
      );
    }
  }
  return { ...dataset, nextObservations };
}

function writeEpisode(file: Hdf5Writer, dataset: CompleteDataset, episode: Episode, index: number): void {
  const group = episodeName(index);
  file.group(group);
  if (dataset.behaviorLogProbabilities) file.group(`${group}/infos`);
  for (const column of storedColumns(dataset, episode)) {
    file.column({ ...column, path: `${group}/${column.path}` });
  }
  const { start, end } = episode;
  const attributes = {
    id: BigInt(index),
    total_steps: BigInt(end - start),
    ...rewardAttributes(dataset.rewards.subarray(start, end)),
  };
  for (const [name, value] of Object.entries(attributes)) file.attribute(group, name, value);
}

function storedColumns(dataset: CompleteDataset, { start, end }: Episode): StoredColumn[] {
  const { spec, behaviorLogProbabilities } = dataset;
  const steps = end - start;
  const columns: StoredColumn[] = [
    {
      path: minariNames.observations,
      values: allObservations(dataset, { start, end }),
      shape: [steps + 1, spec.observationSize],
    },
    { path: minariNames.actions, ...episodeActions(dataset, { start, end }, [steps]) },
    {
      path: minariNames.rewards,
      values: Float64Array.from(dataset.rewards.subarray(start, end)),
      shape: [steps],
    },
    { path: minariNames.terminated, values: dataset.terminated.subarray(start, end), shape: [steps] },
    { path: minariNames.truncated, values: dataset.truncated.subarray(start, end), shape: [steps] },
  ];
  if (behaviorLogProbabilities === undefined) return columns;
  const values = new Float32Array(steps + 1);
  values.set(behaviorLogProbabilities.subarray(start, end), 1);
  return [...columns, { path: minariNames.behaviorLogProbabilities, values, shape: [steps + 1] }];
}

/** The states from the first to that after the last step. */
function allObservations(
  { spec, observations, nextObservations }: CompleteDataset,
  { start, end }: Episode,
): Float32Array {
  const size = spec.observationSize;
  const values = new Float32Array((end - start + 1) * size);
  values.set(observations.subarray(start * size, end * size));
  values.set(nextObservations.subarray((end - 1) * size, end * size), (end - start) * size);
  return values;
}

/** What Minari notes of the rewards of an episode, in float64; the deviation is that of NumPy, with divisor n. */
function rewardAttributes(rewards: Float32Array): Readonly<Record<string, number>> {
  const sum = rewards.reduce((total, reward) => total + reward, 0);
  const mean = sum / rewards.length;
  // a product, since engines may round a power differently
  const squares = rewards.reduce((total, reward) => total + (reward - mean) * (reward - mean), 0);
  return {
    rewards_max: rewards.reduce((largest, reward) => Math.max(largest, reward), Number.NEGATIVE_INFINITY),
    rewards_min: rewards.reduce((smallest, reward) => Math.min(smallest, reward), Number.POSITIVE_INFINITY),
    rewards_mean: mean,
    rewards_std: Math.sqrt(squares / rewards.length),
    rewards_sum: sum,
  };
}
