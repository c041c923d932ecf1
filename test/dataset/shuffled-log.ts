import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";

/** Three rows that are not in time order, so that there are no episodes. */
export function shuffledLog(): Dataset {
  return createDataset({
    observations: [2, 0, 5],
    nextObservations: [3, 1, 6],
    actions: [0, 1, 0],
    rewards: [1, 2, 4],
    terminated: [0, 0, 0],
  });
}
