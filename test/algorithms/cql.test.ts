import { dispose } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import { type CqlConfig, cql, cqlDefaults } from "../../src/algorithms/cql.ts";
import { sac } from "../../src/algorithms/sac.ts";
import { init } from "../../src/tensor/init.ts";
import { contentsOf } from "./contents.ts";
import { continuousLog, drawnBatch } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Change, smallActorCritic } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const gapThreshold = 0.5;

const log = continuousLog();

algorithmContract({
  name: "cql",
  log,
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

function weightsAfter(algorithm: Algorithm<Float32Array>, steps: number): Map<string, Int32Array> {
  for (let step = 0; step < steps; step++) dispose(algorithm.update(drawnBatch(log, algorithm.sampling)));
  const bits = contentsOf(algorithm.variables);
  return new Map(
    algorithm.variables.map(({ name }, i) => [name.replace(/ \(variable \d+\)$/, ""), bits[i]!]),
  );
}

test.for([{ entropyBackup: true }, { entropyBackup: false }])(
  "α = 0 is SAC to the bit, with %o",
  (backup) => {
    const config = { hiddenSizes: [32, 32], batchSize: 64, policyLearningRate: 3e-4, ...backup };
    const soft = weightsAfter(sac(log.spec, config), 10);
    const conservative = weightsAfter(cql(log.spec, { ...config, conservativeWeight: 0 }), 10);
    const isNetwork = (name: string) => /layer/.test(name);
    const networks = [...soft.keys()].filter(isNetwork);
    expect(networks).toHaveLength(18);
    expect([...conservative.keys()].filter(isNetwork)).toEqual(networks);
    for (const name of networks) expect(conservative.get(name)).toEqual(soft.get(name));
  },
);

test.for([
  [
    { pushDown: "uniform", maximizerTemperature: 2 },
    'maximizerTemperature has no effect when pushDown is "uniform"; got 2',
  ],
  [{ pushDown: "policy", normalized: true }, 'normalized has no effect when pushDown is "policy"; got true'],
  [
    { gapThreshold: 1, conservativeWeight: 2 },
    "conservativeWeight has no effect when gapThreshold is given; got 2",
  ],
  [{ pushUp: false, gapThreshold: 1 }, "gapThreshold cannot be used when pushUp is false"],
  [{ pushUp: false, gapBounds: [0, 1] }, "gapBounds cannot be used when pushUp is false"],
  [{ multiplierMaximum: 1 }, "multiplierMaximum has no effect when gapThreshold is not given; got 1"],
  [
    { multiplierLearningRate: 1 },
    "multiplierLearningRate has no effect when gapThreshold is not given; got 1",
  ],
  [
    { backup: "maximum", entropyBackup: true },
    'entropyBackup has no effect when backup is "maximum"; got true',
  ],
  [{ backup: "policyMean", entropyBackup: true }, 'entropyBackup has no effect when backup is "policyMean"'],
  [{ actionMargin: 0.1 }, "actionMargin has no effect when warmStartSteps is not given; got 0.1"],
  [{ temperature: 1, targetEntropy: 1 }, "targetEntropy has no effect beside a fixed temperature; got 1"],
] as const)("%o is refused: it would have no effect", ([given, message]) => {
  const settings = settingsOf<Partial<CqlConfig>>(Object.entries(given));
  expect(() => cql(log.spec, settings)).toThrow(`cql's ${message}`);
});
