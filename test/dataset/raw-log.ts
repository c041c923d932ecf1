import { type RawColumn, type RawColumns, wholeColumnNaming } from "../../src/dataset/raw-columns.ts";

/** Four rows, one component each, in two episodes of two steps, the first terminated and the second truncated. */
export function rawLog(changes: Partial<RawColumns> = {}): RawColumns {
  return {
    rows: 4,
    observations: rawColumnOf([0, 1, 10, 11]),
    actions: { ...rawColumnOf([0, 1, 2, 1]), integer: true },
    rewards: rawColumnOf([1, 2, 3, 4]),
    terminated: rawColumnOf([0, 1, 0, 0]),
    truncated: rawColumnOf([0, 0, 0, 1]),
    nextObservations: undefined,
    behaviorLogProbabilities: undefined,
    naming: wholeColumnNaming(),
    ...changes,
  };
}

/** A column of one component a row. */
export function rawColumnOf(values: number[]): RawColumn {
  return { values, width: 1, integer: false };
}
