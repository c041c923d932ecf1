import { expect, test } from "vitest";
import { contestants } from "../../src/cli/quickstart/contestants.ts";
import { logFile } from "../../src/cli/quickstart/log-file.ts";
import { loadDataset } from "../../src/dataset/load.ts";
import { cartPole } from "../../src/env/cartpole.ts";
import { predictedValue } from "../../src/evaluation/predicted-value.ts";
import { rollout } from "../../src/evaluation/rollout.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";

await init();

// a penalty that pushes harder than the errors hold lets the values drift without end, visibly after 100,000 steps
test("the quickstart's CQL, trained three times as long, has lost neither its values nor its returns", async () => {
  const dataset = await loadDataset(logFile, { actionCount: 2 });
  const { learner, qFunction } = contestants(dataset).find(({ algorithm }) => algorithm === "discreteCql")!;
  const predicted: number[] = [];
  for await (const _ of fit(learner, dataset, { steps: 120_000, logInterval: 40_000 })) {
    const { returnMean, discountedReturnMean, initialObservations } = rollout(learner.policy(), cartPole());
    const value = predictedValue(qFunction!, learner.policy(), initialObservations, 4);
    predicted.push(value / discountedReturnMean);
    expect(returnMean).toBeGreaterThan(400);
  }
  expect(Math.min(...predicted)).toBeGreaterThan(0.85);
  expect(Math.max(...predicted)).toBeLessThan(1.05);
}, 400_000);
