import { expect, test } from "vitest";
import { type Td3BcConfig, td3Bc, td3BcDefaults } from "../../src/algorithms/td3-bc.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Settings, smallActorCritic } from "./contract.ts";
import { explored } from "./explored.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();
const settings = (given: Settings) =>
  settingsOf<Partial<Td3BcConfig>>(Object.entries({ ...smallActorCritic, ...given }));

algorithmContract({
  name: "td3Bc",
  log,
  defaults: { ...td3BcDefaults },
  changes: {
    ...actorCriticChanges,
    quantiles: { value: 4 },
    targetNoise: { value: 0 },
    targetNoiseLimit: { value: 0.01 },
    policyInterval: { value: 3 },
    explorationNoise: { value: 1, seenIn: explored(log) },
    valueWeight: { value: 0.5 },
  },
  make: (spec, given = {}) => td3Bc(spec, settings(given)),
});

test("defaults are the paper's: α = 2.5, two layers of 256, steps of 3e-4, batches of 256, the policy every other step", () => {
  expect(td3BcDefaults).toEqual({
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
    targetNoise: 0.2,
    targetNoiseLimit: 0.5,
    policyInterval: 2,
    explorationNoise: 0.1,
    valueWeight: 2.5,
  });
});
