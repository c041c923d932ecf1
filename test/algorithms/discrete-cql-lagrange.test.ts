import { expect, test } from "vitest";
import { discreteCql } from "../../src/algorithms/discrete-cql.ts";
import { optimalValues } from "../../src/tabular/action-values.ts";
import { type StateActionTable, tableDistance } from "../../src/tabular/state-action-table.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";
import { deterministicMdp } from "./tabular-file.ts";
import { exactLog, tableOf, trainOn, wholeBatch } from "./tabular-log.ts";
import { exactConfig } from "./tabular-training.ts";

await init();

const discount = 0.5;
const steps = 2000;

interface Outcome {
  readonly penalty: number;
  readonly weight: number;
  readonly values: StateActionTable;
}

/** After training to the end with α as a multiplier that may reach 20. */
function trained(gapThreshold: number): Outcome {
  const log = exactLog(deterministicMdp);
  const multiplier = { gapThreshold, multiplierLearningRate: 0.01, multiplierMaximum: 20 };
  const algorithm = discreteCql(log.spec, { ...exactConfig, ...multiplier });
  const batch = wholeBatch(log, discount);
  trainOn(algorithm, batch, steps);
  const { penalty, conservativeWeight } = algorithm.update(batch);
  return {
    penalty: entriesOf(penalty!)[0]!,
    weight: entriesOf(conservativeWeight!)[0]!,
    values: tableOf(algorithm.values, log.spec.observationSize),
  };
}

// complementary slackness: (penalty − τ) · α = 0, unless no α can bring the penalty to τ

test("a threshold that binds is met within 1e-3, by a multiplier above 0.5", () => {
  const { penalty, weight } = trained(1);
  expect(Math.abs(penalty - 1)).toBeLessThan(1e-3);
  expect(weight).toBeGreaterThan(0.5);
  expect(weight).toBeLessThan(20);
});

test("a threshold that Q* meets lets the multiplier fade below 0.02, and Q* comes within 0.05", () => {
  const { penalty, weight, values } = trained(5);
  expect(penalty).toBeLessThan(5);
  expect(weight).toBeLessThan(0.02);
  expect(tableDistance(values, optimalValues(deterministicMdp, discount))).toBeLessThan(0.05);
});

// the penalty cannot fall below the mean entropy of the behavior, 0.84
test("a threshold that no Q can meet drives the multiplier to its maximum", () => {
  const { penalty, weight } = trained(0.3);
  expect(penalty).toBeGreaterThan(0.8);
  expect(weight).toBe(20);
});
