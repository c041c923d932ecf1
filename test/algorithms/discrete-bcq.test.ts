import { expect, test } from "vitest";
import {
  type DiscreteBcqConfig,
  discreteBcq,
  discreteBcqDefaults,
} from "../../src/algorithms/discrete-bcq.ts";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { dqn } from "../../src/algorithms/dqn.ts";
import { init } from "../../src/tensor/init.ts";
import { algorithmContract, trained } from "./contract.ts";
import { randomLog } from "./random-log.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = randomLog();
const small = { hiddenSizes: [8], batchSize: 8, learningRate: 1e-2 };

algorithmContract({
  name: "discreteBcq",
  log,
  defaults: { ...discreteBcqDefaults },
  changes: {
    hiddenSizes: { value: [4, 4] },
    learningRate: { value: 1e-3 },
    batchSize: { value: 16 },
    discount: { value: 0.5 },
    returnSteps: { value: 3 },
    targetUpdateRate: { value: 0.5 },
    targetUpdateInterval: { value: 3 },
    double: { value: false },
    errorLoss: { value: "squared" },
    quantiles: { value: 4 },
    valueBounds: { value: [-0.1, 0.1] },
    standardizeObservations: { value: false },
    supportThreshold: { value: 0.9 },
    logitPenalty: { value: 1 },
    seed: { value: 1 },
  },
  variants: [{}, { double: false, targetUpdateInterval: 3 }],
  make: (spec, given = {}) =>
    discreteBcq(spec, settingsOf<Partial<DiscreteBcqConfig>>(Object.entries({ ...small, ...given }))),
});

const steps = 100;

test("with threshold 0 the values are those of double DQN, to the bit", async () => {
  const bcq = discreteBcq(log.spec, { ...small, supportThreshold: 0 });
  const ddqn = dqn(log.spec, { ...small, double: true });
  const [own, other] = [await trained(bcq, log, steps), await trained(ddqn, log, steps)];
  expect(own.slice(0, other.length)).toEqual(other);
  expect(bcq.policy().actBatch(log.observations)).toEqual(ddqn.policy().actBatch(log.observations));
});

test("with threshold 1 it acts as cloning does, to the bit, and the support is the mode alone", async () => {
  const bcq = discreteBcq(log.spec, { ...small, supportThreshold: 1 });
  const cloning = discreteBehaviorCloning(log.spec, { ...small, logitPenalty: 0.01 });
  await trained(bcq, log, steps);
  await trained(cloning, log, steps);
  expect(bcq.behaviorLogits(log.observations)).toEqual(cloning.logits(log.observations));
  expect(bcq.policy().actBatch(log.observations)).toEqual(cloning.policy().actBatch(log.observations));
});

test("what it learns of the behavior does not depend on the values, nor on the threshold", async () => {
  const [first, second] = [0, 0.9].map((supportThreshold) =>
    discreteBcq(log.spec, { ...small, supportThreshold }),
  );
  await trained(first!, log, steps);
  await trained(second!, log, steps);
  expect(second!.behaviorLogits(log.observations)).toEqual(first!.behaviorLogits(log.observations));
  expect(second!.values(log.observations)).not.toEqual(first!.values(log.observations));
});
