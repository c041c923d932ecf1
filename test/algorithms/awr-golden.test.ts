import { tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { awr } from "../../src/algorithms/awr.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import type { GoldenCase } from "../losses/golden.ts";
import { continuousGolden } from "../losses/golden-continuous.ts";
import { entriesOf } from "../tensor/entries.ts";
import { continuousGoldenSpec, continuousGoldenUpdate, startEnsembleFrom } from "./golden-continuous-step.ts";
import { firstAdamStep } from "./golden-step.ts";

await init();

const { file, cases, batch } = continuousGolden<GoldenCase>("awr");
/** Rows 0–2 and 3–4 are episodes, row 5 stands alone. */
const continues = tensor1d([1, 1, 0, 1, 0, 0]);
const valueLearningRate = 0.01;

test.for([
  { name: "normalized", normalizeAdvantages: true, inverseTemperature: 2, weightLimit: 4 },
  { name: "raw", normalizeAdvantages: false, inverseTemperature: 1, weightLimit: 20 },
])("golden $name: what an update reports, and V after Adam's first step", ({ name, ...settings }) => {
  const { losses, intermediates } = cases.find((each) => each.name === name)!;
  const algorithm = awr(continuousGoldenSpec, {
    ...settings,
    hiddenSizes: [5, 5],
    batchSize: 6,
    sequenceLength: 6,
    traceDecay: 0.75,
    standardizeObservations: false,
    valueLearningRate,
  });
  const ofValue = algorithm.variables.slice(0, 6);
  startEnsembleFrom(file, ofValue, ["value"]);
  const before = ofValue.map(entriesOf);
  const reported = continuousGoldenUpdate(algorithm, { ...batch, continues });
  const [returns, values, weights] = ["returns", "values", "weights"].map((part) =>
    [intermediates[part]!].flat().map(Number),
  );
  const expected = {
    valueLoss: losses.value!.value,
    advantage: total(returns!.map((g, i) => g - values![i]!)) / 6,
    effectiveWeightShare: total(weights!) ** 2 / (6 * total(weights!.map((w) => w * w))),
    clippedWeightShare: weights!.filter((w) => w >= settings.weightLimit).length / 6,
  };
  for (const [metric, value] of Object.entries(expected)) {
    expect(Math.abs(reported[metric]! - value), metric).toBeLessThan(1e-4 * Math.abs(value) + 1e-6);
  }
  const gradients = losses.value!.gradients.networks.value!.flatMap(({ kernel, bias }) => [
    kernel.flat(),
    bias,
  ]);
  ofValue.forEach((variable, i) => {
    const steps = before[i]!.map((w, j) => firstAdamStep(w, gradients[i]![j]!, valueLearningRate));
    const errors = entriesOf(variable).map((w, j) => Math.abs(w - steps[j]!));
    expect(Math.max(...errors), variable.name).toBeLessThan(2e-6);
  });
  algorithm.dispose();
});
