import { expect, test } from "vitest";
import { type CrrConfig, crr, crrDefaults } from "../../src/algorithms/crr.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();
const targetUpdateInterval = 3;

algorithmContract({
  name: "crr",
  log,
  defaults: { ...crrDefaults },
  changes: {
    ...actorCriticChanges,
    quantiles: { value: 4 },
    targetUpdateInterval: { value: 2 },
    policy: { value: "gaussian" },
    policyDropout: { value: 0.5 },
    actionMargin: { value: 0.1 },
    weightForm: { value: "binary" },
    inverseTemperature: { value: 0.25 },
    weightLimit: { value: 0.5 },
    baseline: { value: "max" },
    policySamples: { value: 2 },
  } satisfies Partial<Record<keyof CrrConfig, Change>>,
  variants: [{}, { weightForm: "binary", baseline: "max", criticCount: 2, quantiles: 3 }],
  make: (spec, given = {}) =>
    crr(
      spec,
      settingsOf<Partial<CrrConfig>>(Object.entries({ ...smallActorCritic, targetUpdateInterval, ...given })),
    ),
});

test.for(["inverseTemperature", "weightLimit"] as const)("%s is refused beside binary weights", (field) => {
  expect(() => crr(log.spec, { weightForm: "binary", [field]: 2 })).toThrow(
    new RangeError(`crr's ${field} has no effect when weightForm is "binary"; got 2`),
  );
});

test("the defaults are the paper's: one critic, targets copied every 100 steps, four actions", () => {
  expect(crrDefaults).toMatchObject({
    criticCount: 1,
    targetUpdateRate: 1,
    targetUpdateInterval: 100,
    weightForm: "exponential",
    baseline: "mean",
    policySamples: 4,
  });
});
