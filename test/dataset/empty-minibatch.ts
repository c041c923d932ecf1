import type { Minibatch } from "../../src/dataset/minibatch.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";

/** Arrays for `size` transitions; what is not written shows as NaN. */
export function emptyMinibatch(
  { observationSize, actions }: DatasetSpec,
  size: number,
  { hasNextActions = false, hasContinues = false } = {},
): Minibatch {
  const missing = (entries: number): Float32Array => new Float32Array(entries).fill(Number.NaN);
  const noActions = (): Int32Array | Float32Array =>
    actions.kind === "discrete" ? new Int32Array(size).fill(-1) : missing(size * actions.size);
  return {
    observations: missing(size * observationSize),
    actions: noActions(),
    rewards: missing(size),
    discounts: missing(size),
    nextObservations: missing(size * observationSize),
    ...(hasNextActions && { nextActions: noActions() }),
    ...(hasContinues && { continues: missing(size) }),
  };
}
