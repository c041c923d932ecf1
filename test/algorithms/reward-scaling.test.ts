import { expect, test } from "vitest";
import { discreteCql } from "../../src/algorithms/discrete-cql.ts";
import { dqn } from "../../src/algorithms/dqn.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { initialObservations } from "../../src/dataset/initial-observations.ts";
import { scaleRewards } from "../../src/dataset/reward-scaling.ts";
import { predictedValue } from "../../src/evaluation/predicted-value.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";

await init();

/** Two steps to the end, each of reward 100: with γ = ½ the value of the start is 150. */
const log = createDataset({
  observations: [0, 1],
  actions: [0, 0],
  rewards: [100, 100],
  terminated: [0, 1],
});
const settings = { hiddenSizes: [16], batchSize: 8, learningRate: 1e-2, discount: 0.5 };

test("what is learned from scaled rewards knows their scale", () => {
  const rewardScaling = { multiplier: 0.01, offset: 0 };
  const { spec } = scaleRewards(log, rewardScaling);
  for (const make of [dqn, discreteCql]) {
    expect(make(spec, settings).rewardScaling).toEqual(rewardScaling);
    expect(make(log.spec, settings).rewardScaling).toBeUndefined();
  }
});

test.for([1, 2])(
  "learned from rewards · 0.01 with returns of %d steps, the value of the start is 150 within a hundredth",
  async (returnSteps) => {
    const scaled = scaleRewards(log, { multiplier: 0.01 });
    const algorithm = dqn(scaled.spec, { ...settings, returnSteps, targetUpdateRate: 0.1 });
    for await (const _ of fit(algorithm, scaled, { steps: 600 }));
    const start = initialObservations(scaled);
    expect(Math.abs(predictedValue(algorithm, algorithm.policy(), start, 1) / 150 - 1)).toBeLessThan(0.01);
    expect(algorithm.values(start)[0]).toBeLessThan(1.6);
  },
);
