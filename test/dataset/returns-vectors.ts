import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { loadVectors, type Tolerance } from "../conformance.ts";

interface ReturnCase {
  readonly name: string;
  readonly input: {
    readonly discount: number;
    readonly reward: readonly number[];
    readonly terminated: readonly number[];
    readonly truncated: readonly number[];
  };
  readonly returnToGo: readonly number[];
  /** Σ γⁱ |rₜ₊ᵢ| plus what is bootstrapped. */
  readonly scale: readonly number[];
  readonly nStep: readonly {
    readonly n: number;
    readonly reward: readonly number[];
    readonly discount: readonly number[];
    readonly lastIndex: readonly number[];
  }[];
}

/** Golden vectors of returns, computed in exact arithmetic. */
export const returnVectors: {
  readonly tolerance: { readonly float64Inside: Tolerance; readonly plainFloat32: Tolerance };
  readonly cases: readonly ReturnCase[];
} = loadVectors("discounted-returns");

/** The log of a case. The observation of row t is t, and so the one after it is t + 1. */
export function returnLog({ input }: ReturnCase): Dataset {
  const rows = [...input.reward.keys()];
  return createDataset({
    observations: rows,
    actions: rows.map(() => 0),
    rewards: input.reward,
    terminated: input.terminated,
    truncated: input.truncated,
    nextObservations: rows.map((row) => row + 1),
  });
}
