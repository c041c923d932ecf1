import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";

/** Three episodes of 2, 1 and 3 rows with returns 3, 4 and 56, and every optional column. */
export const columns = {
  observations: [0, 1, 20, 30, 31, 32],
  actions: [0, 1, 2, 0, 1, 2],
  rewards: [1, 2, 4, 8, 16, 32],
  terminated: [0, 1, 0, 0, 0, 1],
  truncated: [0, 0, 1, 0, 0, 0],
  nextObservations: [1, 2, 21, 31, 32, 33],
  behaviorLogProbabilities: [-1, -2, -3, -4, -5, -6],
};

export function threeEpisodes(): Dataset {
  return createDataset(columns, { actionCount: 4 });
}
