import { expect, test } from "vitest";
import {
  type Backup,
  criticsTarget,
  expectedTarget,
  greedyTarget,
} from "../../src/kernels/bellman-target.ts";
import { createKernels } from "../../src/kernels/kernels.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";

interface Common {
  name: string;
  target: (number | null)[];
  scale: (number | null)[];
}

interface Columns {
  reward: number[];
  discount: number[];
  terminated: number[];
}

interface Greedy extends Common {
  kind: "greedy";
  input: Columns & { nextQ: number[][] };
}

interface Clipped extends Common {
  kind: "clipped";
  input: Columns & { nextQ: number[][]; lower: number; upper: number };
}

interface Double extends Common {
  kind: "double";
  input: Columns & { onlineNextQ: number[][]; targetNextQ: number[][] };
}

interface Minimum extends Common {
  kind: "minimum";
  input: Columns & { nextQ: number[][] };
}

interface Mixture extends Common {
  kind: "mixture";
  input: Columns & { nextQ: number[][]; minimumWeight: number };
}

interface Expectation extends Common {
  kind: "expectation";
  input: Columns & { nextQ: number[][][]; logits: number[][]; temperature: number };
}

type Case = Greedy | Clipped | Double | Minimum | Mixture | Expectation;

const { cases, tolerance } = loadVectors<{
  cases: Case[];
  tolerance: Record<"target" | "targetMixture" | "targetExpectation", Tolerance>;
}>("bellman-target");
const kernels = await createKernels();

/** The file gives discount and terminated apart; a kernel takes discount · (1 − terminated). */
function backup({ reward, discount, terminated }: Columns): Backup {
  return {
    rewards: Float32Array.from(reward),
    discounts: Float32Array.from(discount, (gamma, row) => gamma * (1 - terminated[row]!)),
  };
}

function flat(values: readonly number[][]): Float32Array {
  return Float32Array.from(values.flat());
}

function targetOf(each: Case): Float32Array {
  const given = backup(each.input);
  switch (each.kind) {
    case "greedy":
      return greedyTarget(kernels, given, each.input.nextQ[0]!.length, flat(each.input.nextQ));
    case "clipped": {
      const { nextQ, lower, upper } = each.input;
      return greedyTarget(
        kernels,
        { ...given, lowerBound: lower, upperBound: upper },
        nextQ[0]!.length,
        flat(nextQ),
      );
    }
    case "double": {
      const { onlineNextQ, targetNextQ } = each.input;
      return greedyTarget(kernels, given, targetNextQ[0]!.length, flat(targetNextQ), flat(onlineNextQ));
    }
    case "minimum":
      return criticsTarget(kernels, given, flat(each.input.nextQ));
    case "mixture":
      return criticsTarget(kernels, given, flat(each.input.nextQ), each.input.minimumWeight);
    case "expectation": {
      const { logits, nextQ, temperature } = each.input;
      return expectedTarget(kernels, given, logits[0]!.length, flat(logits), flat(nextQ.flat()), temperature);
    }
  }
}

function limits({ kind }: Case): Tolerance {
  if (kind === "mixture") return tolerance.targetMixture;
  return kind === "expectation" ? tolerance.targetExpectation : tolerance.target;
}

test("the file of golden vectors has 36 cases, 3 + 3 + 6 + 3 + 18 + 3 of the six kinds", () => {
  const kinds = ["greedy", "double", "minimum", "mixture", "expectation", "clipped"];
  const counts = kinds.map((kind) => cases.filter((each) => each.kind === kind).length);
  expect([...counts, cases.length]).toEqual([3, 3, 6, 3, 18, 3, 36]);
});

test.for(cases)("golden $name: the target within the tolerance of the file", (each) => {
  const sizes = { Scale: each.scale };
  expect(mismatches(each.name, targetOf(each), each.target, limits(each), sizes)).toEqual([]);
});

test.for(cases)(
  "golden $name: where it does not bootstrap, exactly the reward (within the bounds)",
  (each) => {
    const { rewards, discounts } = backup(each.input);
    const got = targetOf(each);
    const [lower, upper] =
      each.kind === "clipped" ? [each.input.lower, each.input.upper] : [-Infinity, Infinity];
    const terminal = Array.from(rewards.keys()).filter((row) => discounts[row] === 0);
    expect(terminal.length).toBeGreaterThan(0);
    for (const row of terminal) expect(got[row]).toBe(Math.min(Math.max(rewards[row]!, lower), upper));
  },
);
