import { expect, test } from "vitest";
import { discreteCql } from "../../src/algorithms/discrete-cql.ts";
import { type StateActionTable, tableDistance } from "../../src/tabular/state-action-table.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { tabularMdps } from "./tabular-file.ts";
import { exactLog } from "./tabular-log.ts";
import { exactConfig, trainedValues } from "./tabular-training.ts";

await init();

const problems = tabularMdps.map(({ name, input, solutions }) => ({ name, log: exactLog(input), solutions }));
type Problem = (typeof problems)[number];

function trained({ log }: Problem, discount: number, conservativeWeight: number): StateActionTable {
  return trainedValues(log, discount, (spec) => discreteCql(spec, { ...exactConfig, conservativeWeight }));
}

const fixedPoints = problems.flatMap((problem) =>
  problem.solutions.flatMap(({ discount, conservativeSoftmaxOptimal }) =>
    conservativeSoftmaxOptimal.map((solution) => ({ problem, name: problem.name, discount, ...solution })),
  ),
);

// the small log with every discount, the large ones with the one that is hardest
const cases = fixedPoints.filter(({ name, discount }) => name === "deterministic" || discount === 0.9);

test("the file has 18 fixed points of CQL(H), of which 10 are trained for", () => {
  expect(fixedPoints).toHaveLength(18);
  expect(cases).toHaveLength(10);
});

// our squared error has no ½, so that the same fixed point needs 2α
test.for(cases)(
  "CQL(H) ends at the fixed point of $name, discount $discount, α = $alpha, within 1e-3",
  ({ problem, discount, alpha, q }) => {
    expect(tableDistance(trained(problem, discount, 2 * alpha), q)).toBeLessThan(1e-3);
  },
);

test("the mean over states of max_a Q falls as α grows", () => {
  const deterministic = problems.find(({ name }) => name === "deterministic")!;
  const sums = [0, 0.1, 0.5, 2].map((weight) =>
    total(trained(deterministic, 0.9, weight).map((values) => Math.max(...values))),
  );
  expect(sums).toEqual(sums.toSorted((a, b) => b - a));
  expect(new Set(sums).size).toBe(4);
});
