import { expect, test } from "vitest";
import { type RebracConfig, rebrac, rebracDefaults } from "../../src/algorithms/rebrac.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Settings, smallActorCritic } from "./contract.ts";
import { explored } from "./explored.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();
const settings = (given: Settings) =>
  settingsOf<Partial<RebracConfig>>(Object.entries({ ...smallActorCritic, ...given }));

algorithmContract({
  name: "rebrac",
  log,
  defaults: { ...rebracDefaults },
  changes: {
    ...actorCriticChanges,
    quantiles: { value: 4 },
    targetNoise: { value: 0 },
    targetNoiseLimit: { value: 0.01 },
    policyInterval: { value: 3 },
    explorationNoise: { value: 1, seenIn: explored(log) },
    criticLayerNorm: { value: false },
    actorBehaviorWeight: { value: 0.1 },
    criticBehaviorWeight: { value: 0.1 },
    normalizeValues: { value: false },
  },
  make: (spec, given = {}) => rebrac(spec, settings(given)),
});

test("defaults are the paper's code's: three layers of 256, normalized in the critics, steps of 1e-3, batches of 1024", () => {
  expect(rebracDefaults).toEqual({
    hiddenSizes: [256, 256, 256],
    policyLearningRate: 1e-3,
    criticLearningRate: 1e-3,
    criticCount: 2,
    criticLayerNorm: true,
    batchSize: 1024,
    discount: 0.99,
    returnSteps: 1,
    targetUpdateRate: 0.005,
    standardizeObservations: true,
    seed: 0,
    targetNoise: 0.2,
    targetNoiseLimit: 0.5,
    policyInterval: 2,
    explorationNoise: 0.1,
    actorBehaviorWeight: 1,
    criticBehaviorWeight: 1,
    normalizeValues: true,
  });
});
