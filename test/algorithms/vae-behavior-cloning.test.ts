import {
  type VaeBehaviorCloningConfig,
  vaeBehaviorCloning,
  vaeBehaviorCloningDefaults,
} from "../../src/algorithms/vae-behavior-cloning.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { algorithmContract } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();
const small = { hiddenSizes: [8], batchSize: 8, learningRate: 1e-2 };

algorithmContract({
  name: "vaeBehaviorCloning",
  log,
  defaults: { ...vaeBehaviorCloningDefaults },
  changes: {
    hiddenSizes: { value: [4, 4] },
    learningRate: { value: 1e-3 },
    batchSize: { value: 16 },
    latentSize: { value: 3 },
    latentDivergenceWeight: { value: 0 },
    standardizeObservations: { value: false },
    explorationNoise: {
      value: 1,
      seenIn: (algorithm) => "explorer" in algorithm && exploredBy(algorithm.explorer),
    },
    seed: { value: 1 },
  },
  make: (spec, given = {}) =>
    vaeBehaviorCloning(
      spec,
      settingsOf<Partial<VaeBehaviorCloningConfig>>(Object.entries({ ...small, ...given })),
    ),
});

function exploredBy(explorer: unknown): unknown {
  if (typeof explorer !== "function") throw new Error("vaeBehaviorCloning has an explorer");
  return explorer(0).act(log.observations.slice(0, 3));
}
