import { type BcqConfig, bcq, bcqDefaults } from "../../src/algorithms/bcq.ts";
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
  actionCandidates: 10,
};

/** What a policy does in the first state of the log. */
const firstAction = (act: unknown): unknown => {
  if (typeof act !== "function") throw new Error("there must be something to act by");
  return act(log.observations.slice(0, 3));
};

algorithmContract({
  name: "bcq",
  log,
  defaults: { ...bcqDefaults },
  changes: {
    ...actorCriticChanges,
    behaviorHiddenSizes: { value: [4, 4] },
    behaviorLearningRate: { value: 1e-3 },
    latentSize: { value: 3 },
    latentDivergenceWeight: { value: 0 },
    latentLimit: { value: 2 },
    perturbationLimit: { value: 0.5 },
    targetCandidates: { value: 2 },
    actionCandidates: { value: 1, seenIn: (algorithm) => firstAction(algorithm.policy().act) },
    minimumWeight: { value: 0 },
    explorationNoise: {
      value: 1,
      seenIn: (algorithm) => "explorer" in algorithm && exploredBy(algorithm.explorer),
    },
  },
  variants: [{}, { perturbationLimit: 0, policyLearningRate: undefined }],
  make: (spec, given = {}) =>
    bcq(spec, settingsOf<Partial<BcqConfig>>(Object.entries({ ...small, ...given }))),
});

function exploredBy(explorer: unknown): unknown {
  if (typeof explorer !== "function") throw new Error("bcq has an explorer");
  return firstAction(explorer(0).act);
}
