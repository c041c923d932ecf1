import { expect, test } from "vitest";
import {
  type DiscreteIqlConfig,
  discreteIql,
  discreteIqlDefaults,
} from "../../src/algorithms/discrete-iql.ts";
import { iqlDefaults } from "../../src/algorithms/iql.ts";
import { init } from "../../src/tensor/init.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic } from "./contract.ts";
import { randomLog } from "./random-log.ts";
import { settingsOf } from "./settings.ts";

await init();

algorithmContract({
  name: "discreteIql",
  log: randomLog(),
  defaults: { ...discreteIqlDefaults },
  changes: {
    ...actorCriticChanges,
    expectile: { value: 0.9 },
    valueLearningRate: { value: 1e-3 },
    inverseTemperature: { value: 0.5 },
    weightLimit: { value: 0.5 },
    policyDropout: { value: 0.5 },
  } satisfies Partial<Record<keyof DiscreteIqlConfig, Change>>,
  variants: [{}, { policyDropout: 0.2, criticLayerNorm: true }],
  make: (spec, given = {}) =>
    discreteIql(
      spec,
      settingsOf<Partial<DiscreteIqlConfig>>(
        Object.entries({ ...smallActorCritic, valueLearningRate: 1e-2, ...given }),
      ),
    ),
});

test("the defaults are those of iql, but for the form of the policy", () => {
  const { policy, ...others } = iqlDefaults;
  expect(policy).toBe("gaussian");
  expect(discreteIqlDefaults).toEqual(others);
});
