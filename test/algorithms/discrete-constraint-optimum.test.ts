import { expect, test } from "vitest";
import type { QLearningAlgorithm } from "../../src/algorithms/algorithm.ts";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { discreteBrac } from "../../src/algorithms/discrete-brac.ts";
import { supportConstrainedQ } from "../../src/algorithms/support-constrained-q.ts";
import { type StateActionTable, tableDistance } from "../../src/tabular/state-action-table.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";
import { chainOptimum, chainStates, left, right, skewedChainLog } from "./chain.ts";
import { oneHot, tableOf, trainOn, wholeBatch } from "./tabular-log.ts";
import { exactConfig } from "./tabular-training.ts";

await init();

const discount = 0.5;
const log = skewedChainLog();
const batch = wholeBatch(log, discount);
const behavior = discreteBehaviorCloning(log.spec, {
  hiddenSizes: [],
  standardizeObservations: false,
  learningRate: 0.03,
});
trainOn(behavior, batch, 600);

const states = Float32Array.from(
  Array.from({ length: chainStates }, (_, state) => oneHot(chainStates, state)).flat(),
);
const actionsOf = (algorithm: QLearningAlgorithm) => [...algorithm.policy().actBatch(states)];

const tabular = {
  hiddenSizes: [],
  standardizeObservations: false,
  policyLearningRate: 0.03,
  criticLearningRate: 0.03,
};

/** π_β of the log in every state: left, right and the lucky third way. */
const shares = [10 / 19, 8 / 19, 1 / 19];

/** λ log Σ_a π_β(a) e^(Q(a)/λ): the largest E_π Q − λ KL(π ‖ π_β). */
function regularizedMaximum(values: readonly number[], weight: number): number {
  return (
    weight * Math.log(values.reduce((sum, q, action) => sum + shares[action]! * Math.exp(q / weight), 0))
  );
}

/** Q(s, a) = r + γ λ log Σ_a′ π_β(a′) e^(Q(s′, a′)/λ) by sweeps, 0 after the end. */
function regularizedValues(weight: number): StateActionTable {
  const last = chainStates - 1;
  let values = Array.from({ length: chainStates }, () => [0, 0, 0]);
  for (let sweep = 0; sweep < 100; sweep++) {
    const best = values.map((row) => regularizedMaximum(row, weight));
    values = values.map((_, state) => [
      discount * best[Math.max(state - 1, 0)]!,
      state === last ? 1 : discount * best[state + 1]!,
      5,
    ]);
  }
  return values;
}

test.for([{ divergenceWeight: 1 }, { divergenceWeight: 10 }])(
  "BRAC's values with the penalty in the value are those of the regularized optimum within 0.01, as is the divergence: $divergenceWeight",
  ({ divergenceWeight }) => {
    const algorithm = discreteBrac(log.spec, {
      ...tabular,
      behavior,
      divergenceWeight,
      targetUpdateRate: 0.1,
    });
    trainOn(algorithm, batch, 2000);
    const expected = regularizedValues(divergenceWeight);
    expect(tableDistance(tableOf(algorithm.values, chainStates), expected)).toBeLessThan(0.01);
    const { divergence } = algorithm.update(batch);
    // KL(π ‖ π_β) of π = π_β e^(Q/λ) / Z is E_π Q/λ − log Z
    const divergences = expected.map((row) => {
      const logZ = regularizedMaximum(row, divergenceWeight) / divergenceWeight;
      const policy = row.map((q, action) => shares[action]! * Math.exp(q / divergenceWeight - logZ));
      return policy.reduce((sum, p, action) => sum + (p * row[action]!) / divergenceWeight, -logZ);
    });
    const mean = divergences.reduce((sum, kl) => sum + kl, 0) / chainStates;
    expect(Math.abs(entriesOf(divergence!)[0]! - mean)).toBeLessThan(0.01);
  },
);

const constrained = (supportThreshold: number) => {
  const algorithm = supportConstrainedQ(log.spec, { ...exactConfig, behavior, supportThreshold });
  trainOn(algorithm, batch, 600);
  return algorithm;
};

test("Q-learning among actions of at least 0.1: Q* of the chain within 1e-3, where cloning would go left", () => {
  const algorithm = constrained(0.1);
  const values = tableOf(algorithm.values, chainStates).map((row) => row.slice(0, 2));
  expect(tableDistance(values, chainOptimum(discount))).toBeLessThan(1e-3);
  expect(actionsOf(algorithm)).toEqual(Array(chainStates).fill(right));
});

test("without a threshold it trusts what happened once in 19 times, with one of ½ it clones", () => {
  expect(actionsOf(constrained(0))).toEqual(Array(chainStates).fill(2));
  expect(actionsOf(constrained(0.5))).toEqual(Array(chainStates).fill(left));
});
