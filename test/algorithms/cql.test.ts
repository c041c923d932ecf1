import { type CqlConfig, cql, cqlDefaults } from "../../src/algorithms/cql.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const gapThreshold = 0.5;

algorithmContract({
  name: "cql",
  log: continuousLog(),
  defaults: { ...cqlDefaults },
  changes: {
    ...actorCriticChanges,
    temperature: { value: 0.1 },
    targetEntropy: { value: 1 },
    temperatureLearningRate: { value: 1e-2 },
    pushDown: { value: "policy" },
    pushUp: { value: false },
    actionSamples: { value: 2 },
    maximizerTemperature: { value: 2 },
    // without another gradient, but on the other side of the threshold
    normalized: { value: true, beside: { gapThreshold: 4, multiplierLearningRate: 0.1 } },
    conservativeWeight: { value: 1 },
    gapThreshold: { value: 2, beside: { gapThreshold } },
    multiplierLearningRate: { value: 1e-2, beside: { gapThreshold } },
    multiplierMaximum: { value: 0.5, beside: { gapThreshold } },
    gapBounds: { value: [3, 4] },
    backup: { value: "policyMean" },
    entropyBackup: { value: true },
    warmStartSteps: { value: 5 },
    actionMargin: { value: 0.1, beside: { warmStartSteps: 5 } },
  } satisfies Record<string, Change>,
  variants: [
    {},
    { gapThreshold, normalized: true },
    { pushDown: "mixtureLogSumExp", backup: "maximum" },
    { pushDown: "policyLogSumExp", backup: "maximumOfLeast", entropyBackup: true, gapBounds: [-1, 3] },
    { pushDown: "policy", pushUp: false, backup: "policyMean" },
    { pushDown: "uniform", warmStartSteps: 15, criticLayerNorm: true },
  ],
  make: (spec, given = {}) =>
    cql(spec, settingsOf<Partial<CqlConfig>>(Object.entries({ ...smallActorCritic, ...given }))),
});
