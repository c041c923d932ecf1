import type { Dataset } from "./dataset.ts";
import { requireEpisodes } from "./episodes.ts";

/**
 * The first observation of every episode, f32[episodes × observationSize]: where a policy has to start, and so what its
 * value is averaged over. Throws a DatasetError where there are no episodes, since the rows are not in time order.
 */
export function initialObservations(dataset: Dataset): Float32Array {
  const { observations, spec } = dataset;
  const size = spec.observationSize;
  const episodes = requireEpisodes("initial observations", dataset);
  const initial = new Float32Array(episodes.length * size);
  episodes.forEach(({ start }, episode) => {
    initial.set(observations.subarray(start * size, (start + 1) * size), episode * size);
  });
  return initial;
}
