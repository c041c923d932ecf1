import { expect, test } from "vitest";
import { discreteCql, type PushDown } from "../../src/algorithms/discrete-cql.ts";
import { policyValues } from "../../src/tabular/action-values.ts";
import { pushedDownValues } from "../../src/tabular/log-values.ts";
import {
  greedyTable,
  mapTable,
  type StateActionTable,
  tableDistance,
} from "../../src/tabular/state-action-table.ts";
import { init } from "../../src/tensor/init.ts";
import { softmax } from "../kernels/reference/softmax.ts";
import { tabularMdps } from "./tabular-file.ts";
import { exactLog } from "./tabular-log.ts";
import { exactConfig, trainedValues } from "./tabular-training.ts";

await init();

/** Nothing is pushed up: equation 1 of arXiv:2006.04779. */
const forms: readonly {
  readonly pushDown: PushDown;
  readonly distributionOf: (values: StateActionTable) => StateActionTable;
}[] = [
  { pushDown: "uniform", distributionOf: (values) => values.map((row) => row.map(() => 1 / row.length)) },
  { pushDown: "policy", distributionOf: (values) => values.map((row) => softmax(row)) },
  { pushDown: "logSumExp", distributionOf: (values) => values.map((row) => softmax(row)) },
];

const problems = tabularMdps.map(({ name, input }) => ({ name, mdp: input, log: exactLog(input) }));
type Problem = (typeof problems)[number];

function trained(
  { log }: Problem,
  pushDown: PushDown,
  discount: number,
  conservativeWeight: number,
): StateActionTable {
  return trainedValues(log, discount, (spec) =>
    discreteCql(spec, { ...exactConfig, pushDown, pushUp: false, conservativeWeight }),
  );
}

const [discount, weight] = [0.5, 1];
const cases = problems.flatMap((problem) => forms.map((form) => ({ ...form, problem, name: problem.name })));

// the greedy policy of the fixed point is the policy of the theorem; a squared error without ½ halves the weight
test.for(cases)(
  "$pushDown on $name: theorem 3.1, Q^π − α/2 (I − γ P^π)⁻¹ μ/π_β within 1e-3, and below Q^π at every pair",
  ({ problem, pushDown, distributionOf }) => {
    const values = trained(problem, pushDown, discount, weight);
    const policy = greedyTable(values);
    const distribution = distributionOf(values);
    const fixedPoint = pushedDownValues(problem.mdp, policy, distribution, discount, weight / 2);
    expect(tableDistance(values, fixedPoint)).toBeLessThan(1e-3);
    const truth = policyValues(problem.mdp, policy, discount);
    const excess = mapTable(values, (value, state, action) => value - truth[state]![action]!).flat();
    expect(Math.max(...excess)).toBeLessThan(0);
  },
);

test.for(forms.slice(0, 2))("$pushDown: at every pair the values fall as α grows", ({ pushDown }) => {
  const deterministic = problems.find(({ name }) => name === "deterministic")!;
  const tables = [0, 0.05, 0.2, 1].map((weight) => trained(deterministic, pushDown, 0.9, weight));
  for (const [i, lower] of tables.slice(1).entries()) {
    const drops = mapTable(lower, (value, state, action) => tables[i]![state]![action]! - value).flat();
    expect(Math.min(...drops)).toBeGreaterThan(0);
  }
});
