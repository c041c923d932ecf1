import { expect, test } from "vitest";
import { type DqnConfig, dqn } from "../../src/algorithms/dqn.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { optimalValues } from "../../src/tabular/action-values.ts";
import { mapTable, type StateActionTable, tableDistance } from "../../src/tabular/state-action-table.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { chainLog, chainOptimum, chainStates } from "./chain.ts";
import { deterministicMdp, tabularMdps } from "./tabular-file.ts";
import { exactLog, tableOf } from "./tabular-log.ts";
import { exactConfig, trainedValues } from "./tabular-training.ts";

await init();

const discount = 0.9;

/** Q of every one-hot state after 2,000 steps on minibatches. */
async function fitted(log: Dataset, config: Partial<DqnConfig>): Promise<StateActionTable> {
  const settings = { hiddenSizes: [32], learningRate: 3e-3, batchSize: 32, targetUpdateRate: 0.05, discount };
  const algorithm = dqn(log.spec, { ...settings, ...config });
  for await (const _ of fit(algorithm, log, { steps: 2000 }));
  return tableOf(algorithm.values, log.spec.observationSize);
}

const chainCases = [false, true].flatMap((double) =>
  (["huber", "squared"] as const).flatMap((errorLoss) => [0, 1].map((seed) => ({ double, errorLoss, seed }))),
);

test.for(chainCases)(
  "the chain, double $double, $errorLoss, seed $seed: Q of a network of 32 units within 1e-3 of Q* at every pair",
  async (config) => {
    const values = await fitted(chainLog(), config);
    expect(tableDistance(values, chainOptimum(discount))).toBeLessThan(1e-3);
  },
);

test("the target may follow in jumps, copied every 30 steps: the chain's Q* within 1e-3", async () => {
  const values = await fitted(chainLog(), { targetUpdateInterval: 30, targetUpdateRate: 1 });
  expect(tableDistance(values, chainOptimum(discount))).toBeLessThan(1e-3);
});

test.for(tabularMdps)("the whole log of the $name MDP: a table of Q within 1e-3 of Q*", ({ input }) => {
  const values = trainedValues(exactLog(input), discount, (spec) => dqn(spec, exactConfig));
  expect(tableDistance(values, optimalValues(input, discount))).toBeLessThan(1e-3);
});

test("rewards r → 2r − 1 turn Q into 2Q − 1/(1 − γ), within 1e-3, where nothing terminates", () => {
  const valuesOf = (mdp: typeof deterministicMdp) =>
    trainedValues(exactLog(mdp), 0.5, (spec) => dqn(spec, exactConfig));
  const changed = { ...deterministicMdp, rewards: mapTable(deterministicMdp.rewards, (r) => 2 * r - 1) };
  const expected = mapTable(valuesOf(deterministicMdp), (value) => 2 * value - 1 / (1 - 0.5));
  expect(tableDistance(valuesOf(changed), expected)).toBeLessThan(1e-3);
});

test("discount 0: Q is the reward, within 1e-3", async () => {
  const values = await fitted(chainLog(), { discount: 0 });
  const rewards = Array.from({ length: chainStates }, (_, state) => [0, state === chainStates - 1 ? 1 : 0]);
  expect(tableDistance(values, rewards)).toBeLessThan(1e-3);
});

/** One state; action 0 ends the task, after action 1 only the recording ends. Both pay `reward`. */
function endings(reward: number): Dataset {
  return createDataset({
    observations: [[1], [1]],
    actions: [0, 1],
    rewards: [reward, reward],
    nextObservations: [[1], [1]],
    terminated: [true, false],
    truncated: [false, true],
  });
}

test("a terminated row has Q = r = 1, a truncated one bootstraps to r / (1 − γ) = 2, within 1e-3", async () => {
  const config = { discount: 0.5, standardizeObservations: false };
  expect(tableDistance(await fitted(endings(1), config), [[1, 2]])).toBeLessThan(1e-3);
});

test.for([
  { reward: 1, valueBounds: [-3, 1.5] as const, expected: [1, 1.5] },
  { reward: -1, valueBounds: [-1.5, 3] as const, expected: [-1, -1.5] },
  { reward: 1, valueBounds: [-5, 5] as const, expected: [1, 2] },
  { reward: 2, valueBounds: [-5, 1.5] as const, expected: [1.5, 1.5] },
])(
  "reward $reward, discount 0.5, targets limited to $valueBounds: Q = $expected within 1e-3",
  async ({ reward, valueBounds, expected }) => {
    const config = { discount: 0.5, standardizeObservations: false, valueBounds };
    expect(tableDistance(await fitted(endings(reward), config), [expected])).toBeLessThan(1e-3);
  },
);
