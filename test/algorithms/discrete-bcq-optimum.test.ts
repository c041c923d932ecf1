import { expect, test } from "vitest";
import { type DiscreteBcq, discreteBcq } from "../../src/algorithms/discrete-bcq.ts";
import { tableDistance } from "../../src/tabular/state-action-table.ts";
import { init } from "../../src/tensor/init.ts";
import { chainOptimum, chainStates, left, right, skewedChainLog } from "./chain.ts";
import { oneHot, tableOf, trainOn, wholeBatch } from "./tabular-log.ts";
import { exactConfig } from "./tabular-training.ts";

await init();

const discount = 0.5;
const steps = 600;

function trained(supportThreshold: number): DiscreteBcq {
  const log = skewedChainLog();
  const algorithm = discreteBcq(log.spec, { ...exactConfig, supportThreshold, logitPenalty: 1e-4 });
  trainOn(algorithm, wholeBatch(log, discount), steps);
  return algorithm;
}

const constrained = trained(0.3);

const states = Float32Array.from(
  Array.from({ length: chainStates }, (_, state) => oneHot(chainStates, state)).flat(),
);
const actionsOf = (algorithm: DiscreteBcq) => [...algorithm.policy().actBatch(states)];

test("the maximum goes over the actions that the log supports: Q* of the chain within 1e-3, where cloning would go left", () => {
  const values = tableOf(constrained.values, chainStates).map((row) => row.slice(0, 2));
  expect(tableDistance(values, chainOptimum(discount))).toBeLessThan(1e-3);
  expect(actionsOf(constrained)).toEqual(Array(chainStates).fill(right));
  expect(actionsOf(trained(1))).toEqual(Array(chainStates).fill(left));
});

test("without a threshold it trusts what happened once", () => {
  expect(actionsOf(trained(0))).toEqual(Array(chainStates).fill(2));
});

test("the behavior policy is that of the log: ratios of 10 to 8 to 1 within 5 %, with hardly a penalty on its logits", () => {
  for (const logits of tableOf(constrained.behaviorLogits, chainStates)) {
    const ratios = logits.map((z) => Math.exp(z - logits[0]!));
    [1, 8 / 10, 1 / 10].forEach((ratio, action) => {
      expect(Math.abs(ratios[action]! / ratio - 1)).toBeLessThan(0.05);
    });
  }
});
