import { loadVectors } from "../conformance.ts";

/** Null where there are no data. */
type Entry = number | null;
type Action = number | "ambiguous" | null;

interface Values {
  readonly q: readonly (readonly Entry[])[];
  readonly v: readonly Entry[];
}

interface Way {
  readonly action: readonly Entry[];
  /** States as s1 … s9. */
  readonly path: readonly number[];
  readonly return: number;
}

export interface StitchingCase {
  readonly name: string;
  readonly input: {
    readonly discount: number;
    readonly data: Readonly<
      Record<"trajectory" | "state" | "action" | "reward" | "nextState" | "terminated", readonly number[]>
    >;
    readonly environment: Readonly<
      Record<"nextState" | "reward" | "terminated", readonly (readonly number[])[]>
    >;
    readonly support: readonly (readonly number[])[];
    readonly unseenGuess: number;
  };
  readonly behavior: readonly (readonly number[] | null)[];
  readonly trajectoryReturns: readonly number[];
  readonly inSample: Values & Way;
  readonly behaviorCloning: Values & { readonly expectedReturn: number };
  readonly oneStep: Way;
  readonly bestTrajectoryCloning: { readonly trajectory: number; readonly action: readonly Action[] };
  readonly expectile: readonly (Values & { readonly expectile: number })[];
  readonly naive: Values & Way & { readonly claimedReturn: number };
}

/** Logs of nine states, from which what pays has to be put together from pieces of several trajectories. */
export const stitchingCases: readonly StitchingCase[] = loadVectors<{ cases: StitchingCase[] }>(
  "stitching",
).cases;
