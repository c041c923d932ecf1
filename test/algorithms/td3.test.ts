import { type Td3Config, td3, td3Defaults } from "../../src/algorithms/td3.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, smallActorCritic } from "./contract.ts";
import { explored } from "./explored.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();

algorithmContract({
  name: "td3",
  log,
  defaults: { ...td3Defaults },
  changes: {
    ...actorCriticChanges,
    quantiles: { value: 4 },
    targetNoise: { value: 0 },
    targetNoiseLimit: { value: 0.01 },
    policyInterval: { value: 3 },
    explorationNoise: { value: 1, seenIn: explored(log) },
  },
  make: (spec, given = {}) =>
    td3(spec, settingsOf<Partial<Td3Config>>(Object.entries({ ...smallActorCritic, ...given }))),
});
