import type { Minibatch } from "./minibatch.ts";

/** Views of the transitions start … end − 1 of a minibatch. */
export function minibatchPart(batch: Minibatch, start: number, end: number): Minibatch {
  const size = batch.rewards.length;
  const observationSize = batch.observations.length / size;
  const actionSize = batch.actions.length / size;
  return {
    observations: batch.observations.subarray(start * observationSize, end * observationSize),
    actions: batch.actions.subarray(start * actionSize, end * actionSize),
    rewards: batch.rewards.subarray(start, end),
    discounts: batch.discounts.subarray(start, end),
    nextObservations: batch.nextObservations.subarray(start * observationSize, end * observationSize),
    ...(batch.nextActions && {
      nextActions: batch.nextActions.subarray(start * actionSize, end * actionSize),
    }),
    ...(batch.continues && { continues: batch.continues.subarray(start, end) }),
  };
}
