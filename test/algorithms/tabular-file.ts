import type { LoggedMdp } from "../../src/tabular/log-values.ts";
import type { StateActionTable } from "../../src/tabular/state-action-table.ts";
import { loadVectors } from "../conformance.ts";

/** Exact solutions for one discount. */
export interface Solution {
  readonly discount: number;
  readonly policy: { readonly q: StateActionTable };
  readonly optimal: { readonly q: StateActionTable };
  readonly conservativePushDown: readonly { readonly alpha: number; readonly q: StateActionTable }[];
  /** Stationary points of ½(Q − y)² + α (logsumexp Q − Q(data)), y = r + γ P max Q. */
  readonly conservativeSoftmaxOptimal: readonly { readonly alpha: number; readonly q: StateActionTable }[];
}

export interface GoldenTabular {
  readonly name: string;
  readonly input: LoggedMdp & { readonly policy: StateActionTable; readonly pushDown: StateActionTable };
  readonly solutions: readonly Solution[];
}

/** Three MDPs of 5 states and 3 actions: dense, deterministic and absorbing transitions. */
export const tabularMdps: readonly GoldenTabular[] = loadVectors<{ mdps: GoldenTabular[] }>("tabular").mdps;

/** The one that every transition leads to one state. */
export const deterministicMdp: LoggedMdp = tabularMdps.find(({ name }) => name === "deterministic")!.input;
