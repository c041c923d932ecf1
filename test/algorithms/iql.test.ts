import { expect, test } from "vitest";
import { type IqlConfig, iql, iqlDefaults } from "../../src/algorithms/iql.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();

algorithmContract({
  name: "iql",
  log,
  defaults: { ...iqlDefaults },
  changes: {
    ...actorCriticChanges,
    expectile: { value: 0.9 },
    valueLearningRate: { value: 1e-3 },
    inverseTemperature: { value: 0.5 },
    weightLimit: { value: 0.5 },
    policy: { value: "tanhGaussian" },
    policyDropout: { value: 0.5 },
    policyDecaySteps: { value: 50 },
    actionMargin: { value: 0.1, beside: { policy: "tanhGaussian" } },
  } satisfies Partial<Record<keyof IqlConfig, Change>>,
  variants: [
    {},
    { policy: "tanhGaussian", policyDropout: 0.2 },
    { policy: "sharedStdTanhGaussian" },
    { policy: "deterministic" },
    { policyDecaySteps: 30 },
  ],
  make: (spec, given = {}) =>
    iql(
      spec,
      settingsOf<Partial<IqlConfig>>(
        Object.entries({ ...smallActorCritic, valueLearningRate: 1e-2, ...given }),
      ),
    ),
});

test.for(["gaussian", "deterministic"] as const)("actionMargin is refused with policy %s", (policy) => {
  expect(() => iql(log.spec, { policy, actionMargin: 0.01 })).toThrow(
    new RangeError(`iql's actionMargin has no effect when policy is "${policy}"; got 0.01`),
  );
});

test("the defaults are the paper's for locomotion", () => {
  expect(iqlDefaults).toEqual({
    hiddenSizes: [256, 256],
    policyLearningRate: 3e-4,
    criticLearningRate: 3e-4,
    criticCount: 2,
    criticLayerNorm: false,
    batchSize: 256,
    discount: 0.99,
    returnSteps: 1,
    targetUpdateRate: 0.005,
    standardizeObservations: true,
    seed: 0,
    expectile: 0.7,
    inverseTemperature: 3,
    weightLimit: 100,
    policy: "gaussian",
    policyDropout: 0,
  });
});
