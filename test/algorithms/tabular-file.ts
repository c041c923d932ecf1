import { loadVectors } from "../conformance.ts";
import type { Table, Tabular } from "./tabular.ts";

/** Exact solutions for one discount. */
export interface Solution {
  readonly discount: number;
  readonly policy: { readonly q: Table };
  readonly optimal: { readonly q: Table };
  readonly conservativePushDown: readonly { readonly alpha: number; readonly q: Table }[];
  /** Stationary points of ½(Q − y)² + α (logsumexp Q − Q(data)), y = r + γ P max Q. */
  readonly conservativeSoftmaxOptimal: readonly { readonly alpha: number; readonly q: Table }[];
}

export interface GoldenTabular {
  readonly name: string;
  readonly input: Tabular & { readonly policy: Table; readonly pushDown: Table };
  readonly solutions: readonly Solution[];
}

/** Three MDPs of 5 states and 3 actions: dense, deterministic and absorbing transitions. */
export const tabularMdps: readonly GoldenTabular[] = loadVectors<{ mdps: GoldenTabular[] }>("tabular").mdps;

/** The one that every transition leads to one state. */
export const deterministicMdp: Tabular = tabularMdps.find(({ name }) => name === "deterministic")!.input;
