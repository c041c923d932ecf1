import { type BearConfig, bear, bearDefaults } from "../../src/algorithms/bear.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, smallActorCritic } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();

const small = {
  ...smallActorCritic,
  behaviorHiddenSizes: [8],
  behaviorLearningRate: 1e-2,
  matchedSamples: 4,
  targetCandidates: 3,
  actionCandidates: 3,
  warmStartSteps: 5,
};

algorithmContract({
  name: "bear",
  log,
  defaults: { ...bearDefaults },
  changes: {
    ...actorCriticChanges,
    behaviorHiddenSizes: { value: [4, 4] },
    behaviorLearningRate: { value: 1e-3 },
    latentSize: { value: 3 },
    latentDivergenceWeight: { value: 0 },
    latentLimit: { value: 2 },
    kernel: { value: "gaussian" },
    kernelWidth: { value: 1 },
    matchedSamples: { value: 2 },
    discrepancyThreshold: { value: 10 },
    discrepancyWeight: { value: 2 },
    multiplierLearningRate: { value: 1e-1 },
    multiplierMaximum: { value: 0.5 },
    warmStartSteps: { value: 15 },
    targetCandidates: { value: 2 },
    actionCandidates: {
      value: 1,
      seenIn: (algorithm) => algorithm.policy().act(log.observations.slice(0, 3)),
    },
    minimumWeight: { value: 0 },
  },
  variants: [{}, { discrepancyWeight: 2, kernel: "gaussian" }],
  make: (spec, given = {}) =>
    bear(spec, settingsOf<Partial<BearConfig>>(Object.entries({ ...small, ...given }))),
});
