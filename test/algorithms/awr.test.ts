import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type AwrConfig, awr, awrDefaults } from "../../src/algorithms/awr.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { actorCriticChanges, algorithmContract, type Change } from "./contract.ts";
import { settingsOf } from "./settings.ts";

await init();

const log = continuousLog();
const { hiddenSizes, policyLearningRate, batchSize, discount, standardizeObservations, seed } =
  actorCriticChanges;
const small = {
  hiddenSizes: [8],
  batchSize: 8,
  sequenceLength: 4,
  policyLearningRate: 1e-2,
  valueLearningRate: 1e-2,
};

algorithmContract({
  name: "awr",
  log,
  defaults: { ...awrDefaults },
  changes: {
    hiddenSizes: hiddenSizes!,
    policyLearningRate: policyLearningRate!,
    valueLearningRate: { value: 1e-3 },
    batchSize: batchSize!,
    sequenceLength: { value: 8 },
    discount: discount!,
    traceDecay: { value: 0.5 },
    normalizeAdvantages: { value: false },
    inverseTemperature: { value: 0.25 },
    weightLimit: { value: 0.5 },
    policy: { value: "tanhGaussian" },
    policyDropout: { value: 0.5 },
    actionMargin: { value: 0.1, beside: { policy: "tanhGaussian" } },
    standardizeObservations: standardizeObservations!,
    seed: seed!,
  } satisfies Record<keyof AwrConfig, Change>,
  variants: [{}, { policy: "sharedStdTanhGaussian", normalizeAdvantages: false, sequenceLength: 1 }],
  make: (spec, given = {}) =>
    awr(spec, settingsOf<Partial<AwrConfig>>(Object.entries({ ...small, ...given }))),
});

test("a sequence that does not divide the batch is refused, and no tensor stays", () => {
  const before = memory();
  expect(() => awr(log.spec, { batchSize: 64, sequenceLength: 24 })).toThrow(
    new RangeError("awr's sequenceLength must divide its batchSize of 64; got 24"),
  );
  expect(memory()).toEqual(before);
});

test("the defaults are those of the authors' code", () => {
  expect(awrDefaults).toMatchObject({
    hiddenSizes: [128, 64],
    traceDecay: 0.95,
    discount: 0.99,
    normalizeAdvantages: true,
    inverseTemperature: 1,
    weightLimit: 20,
  });
});
