import { type SacConfig, sac, sacDefaults } from "../../src/algorithms/sac.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

algorithmContract({
  name: "sac",
  log: continuousLog(),
  defaults: { ...sacDefaults },
  changes: {
    ...actorCriticChanges,
    quantiles: { value: 4 },
    entropyBackup: { value: false },
    temperature: { value: 0.1 },
    targetEntropy: { value: 1 },
    temperatureLearningRate: { value: 1e-2 },
  } satisfies Record<string, Change>,
  variants: [{}, { temperature: 0.1 }, { criticLayerNorm: true }, { quantiles: 4 }],
  make: (spec, given = {}) =>
    sac(spec, settingsOf<Partial<SacConfig>>(Object.entries({ ...smallActorCritic, ...given }))),
});
