import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { bcq } from "../../src/algorithms/bcq.ts";
import { behaviorCloning } from "../../src/algorithms/behavior-cloning.ts";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { dqn } from "../../src/algorithms/dqn.ts";
import { td3 } from "../../src/algorithms/td3.ts";
import { behaviorLogLikelihood } from "../../src/evaluation/behavior-log-likelihood.ts";
import { init } from "../../src/tensor/init.ts";
import { fit, type TrainingMetrics } from "../../src/training/fit.ts";
import { contentsOf } from "../algorithms/contents.ts";
import { continuousLog, drawnBatch } from "../algorithms/continuous-log.ts";
import { trained } from "../algorithms/contract.ts";
import { noisyLine } from "../algorithms/noisy-line.ts";
import { randomLog } from "../algorithms/random-log.ts";
import { entriesOf } from "../tensor/entries.ts";

await init();

const hiddenSizes = [4];

test("it is the mean log π_β over the batch, of the log's actions and of the policy's", async () => {
  const log = continuousLog();
  const behavior = behaviorCloning(log.spec, { hiddenSizes });
  const learner = td3(log.spec, { hiddenSizes, batchSize: 8 });
  const reports: TrainingMetrics[] = [];
  const batch = drawnBatch(log, td3(log.spec, { hiddenSizes, batchSize: 8 }).sampling);
  const [observations, actions] = [batch.observations, batch.actions].map((x) =>
    Float32Array.from(entriesOf(x)),
  );
  for await (const metrics of fit(learner, log, { steps: 1, behavior })) reports.push(metrics);
  const mean = (of: Float32Array) => behavior.logProbs(observations!, of).reduce((sum, x) => sum + x, 0) / 8;
  expect(reports[0]?.dataLogLikelihood).toBeCloseTo(mean(actions!), 5);
  expect(reports[0]?.policyLogLikelihood).toBeCloseTo(mean(learner.policy().actBatch(observations!)), 5);
});

test("a policy that leaves the log's actions is unlikely, one that imitates them is not", async () => {
  const log = noisyLine(100);
  const behavior = behaviorCloning(log.spec, { policy: "gaussian", hiddenSizes: [16], learningRate: 3e-3 });
  await trained(behavior, log, 1500);
  const last = async (learner: Parameters<typeof fit>[0], steps: number): Promise<TrainingMetrics> => {
    let metrics: TrainingMetrics | undefined;
    for await (metrics of fit(learner, log, { steps, behavior, valueGuard: "off" }));
    return metrics!;
  };
  const cloned = await last(behavior, 100);
  expect(cloned.dataLogLikelihood).toBeCloseTo(behaviorLogLikelihood(behavior, log), 0);
  expect(cloned.policyLogLikelihood).toBeGreaterThan(cloned.dataLogLikelihood!);
  const astray = await last(td3(log.spec, { hiddenSizes: [16], seed: 1 }), 1);
  expect(astray.policyLogLikelihood).toBeLessThan(astray.dataLogLikelihood! - 10);
});

test("training is the same with it, and no tensor is left", async () => {
  const [continuous, discrete] = [continuousLog(), randomLog()];
  const cases = [
    {
      log: continuous,
      make: () => bcq(continuous.spec, { hiddenSizes, behaviorHiddenSizes: [4] }),
      clone: behaviorCloning,
    },
    { log: discrete, make: () => dqn(discrete.spec, { hiddenSizes }), clone: discreteBehaviorCloning },
  ];
  for (const { log, make, clone } of cases) {
    const behavior = clone(log.spec, { hiddenSizes });
    const [plain, watched] = [make(), make()];
    for await (const _ of fit(plain, log, { steps: 20, valueGuard: "off" }));
    const before = memory();
    for await (const { policyLogLikelihood } of fit(watched, log, {
      steps: 20,
      behavior,
      valueGuard: "off",
    })) {
      expect(policyLogLikelihood).toBeLessThan(Infinity);
    }
    expect(contentsOf(watched.variables)).toEqual(contentsOf(plain.variables));
    expect(memory().numTensors).toBe(before.numTensors);
  }
});

test("a model of other actions is refused", async () => {
  const [continuous, discrete] = [continuousLog(), randomLog()];
  const behavior = discreteBehaviorCloning(discrete.spec, { hiddenSizes });
  const training = fit(td3(continuous.spec, { hiddenSizes }), continuous, { steps: 1, behavior });
  await expect(training.next()).rejects.toThrow(
    /^a dataset must have the model's observations of size \d and \d disc/,
  );
  const wrong = fit(td3(continuous.spec, { hiddenSizes }), continuous, {
    steps: 1,
    ...Object.fromEntries([["behavior", 3]]),
  });
  await expect(wrong.next()).rejects.toThrow(
    "fit's behavior must be a model with logProbs, such as behaviorCloning(spec) returns; got Number",
  );
});
