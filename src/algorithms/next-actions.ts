import type { ContinuousBatch } from "./batch.ts";

/** The batch, with the log's next actions in its type. Throws a TypeError where they are missing. */
export function withNextActions(
  batch: ContinuousBatch,
): Required<Pick<ContinuousBatch, "nextActions">> & ContinuousBatch {
  const { nextActions } = batch;
  if (nextActions === undefined) {
    throw new TypeError("the batch needs nextActions, as the algorithm's sampling says; got none");
  }
  return { ...batch, nextActions };
}
