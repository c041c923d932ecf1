import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type CqlConfig, cql } from "../../src/algorithms/cql.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";
import { continuousLog, drawnBatch } from "./continuous-log.ts";

await init();

const log = continuousLog();
const small = { hiddenSizes: [4], batchSize: 8, standardizeObservations: false };

/** What the first update reports where both critics are Q(s, a) = −2 |a_1| + 3 s_1, for a in [−1, 1]². */
function reported(settings: Partial<CqlConfig>): { metrics: Record<string, number>; dataValue: number } {
  const algorithm = cql(log.spec, { ...small, ...settings });
  const both = (...member: number[][]): Tensor => tensor([member, member]);
  const hidden = both([0, 0, 1, -1], [0, 0, 0, 0], [0, 0, 0, 0], [1, -1, 0, 0], [0, 0, 0, 0]);
  const weights: Readonly<Record<string, Tensor>> = {
    "kernel of the critics layer 0": hidden,
    "bias of the critics layer 0": tensor([Array(4).fill(0), Array(4).fill(0)]),
    "kernel of the critics layer 1": both([-2], [-2], [3], [-3]),
    "bias of the critics layer 1": tensor([[0], [0]]),
  };
  for (const variable of algorithm.variables) {
    const entries = Object.entries(weights).find(([name]) => variable.name.startsWith(name));
    if (entries !== undefined) variable.assign(entries[1]);
  }
  const batch = drawnBatch(log, algorithm.sampling);
  const actions = entriesOf(batch.actions).filter((_, i) => i % 2 === 0);
  const metrics = algorithm.update(batch);
  const numbers = Object.entries(metrics).map(([name, metric]) => [name, entriesOf(metric)[0]!]);
  algorithm.dispose();
  return {
    metrics: Object.fromEntries(numbers),
    dataValue: actions.reduce((sum, action) => sum - Math.abs(action), 0) / actions.length,
  };
}

// ∫ exp(−2 |a_1|) da over [−1, 1]² is 2 (1 − e⁻²); the observation falls out only where all actions are judged in one state
const logIntegral = Math.log(2 * (1 - Math.exp(-2)));

test("CQL(H) reports log ∫ exp Q(s, a) da − Q(s, a_data) within 0.05, and log 3N more where not normalized", () => {
  const actionSamples = 4000;
  const { metrics, dataValue } = reported({ actionSamples, normalized: true });
  expect(Math.abs(metrics.penalty! - (logIntegral - dataValue))).toBeLessThan(0.05);
  const sum = reported({ actionSamples }).metrics.penalty!;
  expect(Math.abs(sum - metrics.penalty! - Math.log(3 * actionSamples))).toBeLessThan(1e-4);
});

test("uniform actions are pushed down by their mean value, −1, within 0.05", () => {
  const { metrics, dataValue } = reported({ pushDown: "uniform", actionSamples: 4000 });
  expect(Math.abs(metrics.penalty! - (-1 - dataValue))).toBeLessThan(0.05);
});

test("the critics' loss is the temporal difference and α times the penalty of each of the 2 critics, within 1e-5", () => {
  const { criticLoss, temporalDifference, penalty } = reported({ conservativeWeight: 3 }).metrics;
  expect(Math.abs(criticLoss! / (temporalDifference! + 6 * penalty!) - 1)).toBeLessThan(1e-5);
});

test("a multiplier at its maximum is reported, one below it too", () => {
  const limited = (multiplierMaximum: number) => reported({ gapThreshold: 2, multiplierMaximum }).metrics;
  expect(limited(0.7)).toMatchObject({
    conservativeWeight: Math.fround(0.7),
    conservativeWeightAtMaximum: 1,
  });
  expect(limited(2)).toMatchObject({ conservativeWeight: 1, conservativeWeightAtMaximum: 0 });
});

test("the multiplier weighs the gap less the threshold of each critic, from 1 on, within 1e-5", () => {
  const { criticLoss, temporalDifference, penalty, conservativeWeight } = reported({
    gapThreshold: 2,
  }).metrics;
  expect(conservativeWeight).toBe(1);
  expect(Math.abs(criticLoss! / (temporalDifference! + 2 * (penalty! - 2)) - 1)).toBeLessThan(1e-5);
});
