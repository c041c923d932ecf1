import { type RandomStream, randomStream } from "../kernels/random.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { requireEpisodes } from "./episodes.ts";
import { refuseUnknownName } from "./options.ts";
import { selectEpisodes } from "./select-episodes.ts";
import { shuffledIndices } from "./shuffled-indices.ts";

/** How episodes are divided. */
export interface SplitOptions {
  /** Share of the episodes that `test` gets, in (0, 1), rounded to whole episodes, at least one for either part. */
  readonly fraction: number;
  /** Of the draw of the episodes, an integer from 0 to 2⁵³ − 1. Default 0. */
  readonly seed?: number;
}

export interface DatasetSplit {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Divides a dataset by whole episodes, since rows of one episode tell of each other. Which ones go to `test` is drawn; the
 * order of episodes stays. Statistics of observations are those of `train` in both specs: what is learned must know
 * nothing of `test`. Throws a DatasetError where there are fewer than two episodes, and for a fraction outside (0, 1).
 */
export function splitByEpisode(dataset: Dataset, options: SplitOptions): DatasetSplit {
  refuseUnknownName("option", options, ["fraction", "seed"]);
  const { fraction, seed = 0 } = options;
  const episodes = requireEpisodes("parts of a dataset", dataset);
  const isTest = drawn(episodes.length, fraction, randomStream(seed, "split by episode"));
  const train = selectEpisodes(
    dataset,
    episodes.filter((_, index) => !isTest.has(index)),
  );
  const test = selectEpisodes(
    dataset,
    episodes.filter((_, index) => isTest.has(index)),
  );
  return { train, test: { ...test, spec: train.spec } };
}

function drawn(episodes: number, fraction: number, random: RandomStream): ReadonlySet<number> {
  if (!(fraction > 0 && fraction < 1)) {
    throw new DatasetError(`fraction must be above 0 and below 1; got ${fraction}`);
  }
  if (episodes < 2) throw new DatasetError(`a split needs at least two episodes; got ${episodes}`);
  const count = Math.min(Math.max(1, Math.round(fraction * episodes)), episodes - 1);
  return new Set(shuffledIndices(episodes, random).slice(0, count));
}
