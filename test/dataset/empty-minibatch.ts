import type { Minibatch } from "../../src/dataset/minibatch.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";

/** Arrays for `size` transitions; what is not written shows as NaN. */
export function emptyMinibatch({ observationSize, actions }: DatasetSpec, size: number): Minibatch {
  const missing = (entries: number): Float32Array => new Float32Array(entries).fill(Number.NaN);
  return {
    observations: missing(size * observationSize),
    actions: actions.kind === "discrete" ? new Int32Array(size).fill(-1) : missing(size * actions.size),
    rewards: missing(size),
    discounts: missing(size),
    nextObservations: missing(size * observationSize),
  };
}
