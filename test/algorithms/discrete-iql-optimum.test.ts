import { expect, test } from "vitest";
import { corners, record, recordFamilies } from "../../examples/stitching/log.ts";
import { walksOf } from "../../examples/stitching/walk.ts";
import { discreteIql } from "../../src/algorithms/discrete-iql.ts";
import { policyValues } from "../../src/tabular/action-values.ts";
import { expectileValues, inSampleValues } from "../../src/tabular/log-values.ts";
import { mapTable, type StateActionTable, tableDistance } from "../../src/tabular/state-action-table.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { deterministicMdp } from "./tabular-file.ts";
import { exactLog } from "./tabular-log.ts";
import { trainedValues } from "./tabular-training.ts";

await init();

/** A table in place of the networks, and gradients without noise: training ends at the fixed point. */
const exact = {
  hiddenSizes: [],
  criticCount: 1,
  standardizeObservations: false,
  policyLearningRate: 0.03,
  criticLearningRate: 0.03,
  valueLearningRate: 0.03,
  targetUpdateRate: 0.1,
};

function trained(discount: number, expectile: number, reward = (r: number) => r): StateActionTable {
  const log = exactLog({ ...deterministicMdp, rewards: mapTable(deterministicMdp.rewards, reward) });
  return trainedValues(log, discount, (spec) => discreteIql(spec, { ...exact, expectile }));
}

test("τ = ½ gives the exact value of the log's policy", () => {
  const expected = policyValues(deterministicMdp, deterministicMdp.behavior, 0.9);
  expect(tableDistance(trained(0.9, 0.5), expected)).toBeLessThan(2e-3);
});

test("Q ends at the exact fixed point of the expectile 0.8", () => {
  const expected = expectileValues(deterministicMdp, 0.9, 0.8);
  expect(tableDistance(trained(0.9, 0.8), expected)).toBeLessThan(2e-3);
});

test("τ → 1 approaches the best that the log's actions allow", () => {
  const best = inSampleValues(deterministicMdp, 0.5);
  const distances = [0.5, 0.9, 0.99].map((expectile) => tableDistance(trained(0.5, expectile), best));
  expect(distances).toEqual(distances.toSorted((a, b) => b - a));
  expect(distances[2]).toBeLessThan(0.1 * distances[0]!);
});

test("rewards 2r + 1 give the values 2 Q + 1 / (1 − γ)", () => {
  const expected = mapTable(trained(0.5, 0.8), (value) => 2 * value + 2);
  expect(
    tableDistance(
      trained(0.5, 0.8, (r) => 2 * r + 1),
      expected,
    ),
  ).toBeLessThan(4e-3);
});

test("stitches: no trajectory of the log leads from s1 to s9, but the policy goes there by a shortest way", async () => {
  const { both } = recordFamilies(0);
  const algorithm = discreteIql(both.spec, {
    hiddenSizes: [32],
    batchSize: 64,
    policyLearningRate: 3e-3,
    criticLearningRate: 3e-3,
    valueLearningRate: 3e-3,
    targetUpdateRate: 0.02,
    discount: 0.95,
    expectile: 0.9,
    inverseTemperature: 50,
  });
  for await (const _ of fit(algorithm, both, { steps: 3000 }));
  const [walk] = walksOf(record("s1", algorithm.policy(), 1));
  expect(walk!.path[0]).toEqual(corners.s1);
  expect(walk!.path.at(-1)).toEqual(corners.s9);
  expect(walk!.path).toHaveLength(13);
  algorithm.dispose();
});
