import {
  type DiscreteSacConfig,
  discreteSac,
  discreteSacDefaults,
} from "../../src/algorithms/discrete-sac.ts";
import { init } from "../../src/tensor/init.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic } from "./contract.ts";
import { randomLog } from "./random-log.ts";
import { settingsOf } from "./settings.ts";

await init();

algorithmContract({
  name: "discreteSac",
  log: randomLog(),
  defaults: { ...discreteSacDefaults },
  changes: {
    ...actorCriticChanges,
    entropyBackup: { value: false },
    temperature: { value: 0.1 },
    targetEntropy: { value: 1 },
    temperatureLearningRate: { value: 1e-2 },
  } satisfies Record<string, Change>,
  variants: [{}, { temperature: 0.1 }, { entropyBackup: false }, { criticLayerNorm: true }],
  make: (spec, given = {}) =>
    discreteSac(
      spec,
      settingsOf<Partial<DiscreteSacConfig>>(Object.entries({ ...smallActorCritic, ...given })),
    ),
});
