import { expect, test } from "vitest";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { dqn } from "../../src/algorithms/dqn.ts";
import {
  type SupportConstrainedQConfig,
  supportConstrainedQ,
  supportConstrainedQDefaults,
} from "../../src/algorithms/support-constrained-q.ts";
import { init } from "../../src/tensor/init.ts";
import { algorithmContract, type Change, trained } from "./contract.ts";
import { randomLog } from "./random-log.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = randomLog();
const behavior = discreteBehaviorCloning(log.spec, { hiddenSizes: [8] });
const small = { hiddenSizes: [8], batchSize: 8, learningRate: 1e-2 };

algorithmContract({
  name: "supportConstrainedQ",
  log,
  defaults: { ...supportConstrainedQDefaults },
  changes: {
    hiddenSizes: { value: [4, 4] },
    learningRate: { value: 1e-3 },
    batchSize: { value: 16 },
    standardizeObservations: { value: false },
    seed: { value: 1 },
    discount: { value: 0.5 },
    returnSteps: { value: 3 },
    targetUpdateRate: { value: 0.5 },
    targetUpdateInterval: { value: 3 },
    valueBounds: { value: [-0.1, 0.1] },
    double: { value: false },
    errorLoss: { value: "squared" },
    quantiles: { value: 4 },
    supportThreshold: { value: 0.6 },
  } satisfies Record<keyof Required<SupportConstrainedQConfig>, Change>,
  make: (spec, given = {}) =>
    supportConstrainedQ(spec, {
      behavior,
      ...settingsOf<Partial<SupportConstrainedQConfig>>(Object.entries({ ...small, ...given })),
    }),
});

test("threshold 0 is double DQN to the bit", async () => {
  const expected = await trained(dqn(log.spec, { ...small, double: true }), log);
  const free = supportConstrainedQ(log.spec, { behavior, ...small, supportThreshold: 0 });
  expect(await trained(free, log)).toEqual(expected);
});

test("a threshold above ½ is cloning: the policy takes the behavior's most likely action", async () => {
  const held = supportConstrainedQ(log.spec, { behavior, ...small, supportThreshold: 0.6 });
  await trained(held, log);
  const rows = log.observations.slice(0, 60);
  // untrained, the behavior is nearly uniform: no action is above ½
  expect([...held.policy().actBatch(rows)]).toEqual([...behavior.policy().actBatch(rows)]);
});
