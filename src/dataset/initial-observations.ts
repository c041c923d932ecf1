import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";

/**
 * The first observation of every episode, f32[episodes × observationSize]: where a policy has to start, and so what its
 * value is averaged over. Throws a DatasetError where there are no episodes, since the rows are not in time order.
 */
export function initialObservations({ observations, episodes, spec }: Dataset): Float32Array {
  const size = spec.observationSize;
  if (episodes.length === 0) {
    throw new DatasetError("initial observations need episodes; got none: the rows are not in time order");
  }
  const initial = new Float32Array(episodes.length * size);
  episodes.forEach(({ start }, episode) => {
    initial.set(observations.subarray(start * size, (start + 1) * size), episode * size);
  });
  return initial;
}
