import { expect, test } from "vitest";
import { type AwacConfig, awac, awacDefaults } from "../../src/algorithms/awac.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();

algorithmContract({
  name: "awac",
  log,
  defaults: { ...awacDefaults },
  changes: {
    ...actorCriticChanges,
    quantiles: { value: 4 },
    policy: { value: "tanhGaussian" },
    policyDropout: { value: 0.5 },
    actionMargin: { value: 0.1, beside: { policy: "sharedStdTanhGaussian" } },
    inverseTemperature: { value: 0.25 },
    weightForm: { value: "softmax" },
    weightLimit: { value: 0.5 },
  } satisfies Partial<Record<keyof AwacConfig, Change>>,
  variants: [{}, { policy: "tanhGaussian", weightForm: "softmax" }],
  make: (spec, given = {}) =>
    awac(spec, settingsOf<Partial<AwacConfig>>(Object.entries({ ...smallActorCritic, ...given }))),
});

test("settings without an effect are refused", () => {
  expect(() => awac(log.spec, { weightForm: "softmax", weightLimit: 2 })).toThrow(
    new RangeError('awac\'s weightLimit has no effect unless weightForm is "exponential"; got 2'),
  );
  expect(() => awac(log.spec, { actionMargin: 0.01 })).toThrow(
    new RangeError('awac\'s actionMargin has no effect when policy is "gaussian"; got 0.01'),
  );
});

test("the defaults beside those of every actor-critic", () => {
  expect(awacDefaults).toMatchObject({
    policy: "gaussian",
    inverseTemperature: 1,
    weightForm: "exponential",
  });
});
