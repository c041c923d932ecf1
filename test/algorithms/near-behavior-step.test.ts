import { tensor } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { ActorCriticAlgorithm } from "../../src/algorithms/algorithm.ts";
import { rebrac } from "../../src/algorithms/rebrac.ts";
import { td3Bc } from "../../src/algorithms/td3-bc.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { init } from "../../src/tensor/init.ts";
import type { GoldenCase, GoldenLayer } from "../losses/golden.ts";
import {
  type ContinuousGolden,
  continuousGolden,
  continuousMismatches,
} from "../losses/golden-continuous.ts";

await init();

const spec: DatasetSpec = {
  observationSize: 3,
  observationMean: [0, 0, 0],
  observationStd: [1, 1, 1],
  actions: { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] },
};

/** One step of the policy, by critics that do not move. */
const config = {
  hiddenSizes: [5, 5],
  criticLayerNorm: false,
  batchSize: 6,
  criticLearningRate: 1e-30,
  policyInterval: 1,
  standardizeObservations: false,
};

/** Kernel and bias of every layer in turn, of networks that stand behind one another in every variable. */
function entriesOfLayers(networks: readonly (readonly GoldenLayer[])[]): number[][] {
  return networks[0]!.flatMap((_, layer) => [
    networks.flatMap((layers) => layers[layer]!.kernel.flat()),
    networks.flatMap((layers) => [...layers[layer]!.bias]),
  ]);
}

/** Everything in which Adam's first moments after an update are not a tenth of the gradients of the file. */
function stepDifferences(
  golden: ContinuousGolden,
  each: GoldenCase,
  algorithm: ActorCriticAlgorithm,
): string[] {
  const { networks } = golden.file;
  const { variables } = algorithm;
  const policyStart = 25;
  const critics = entriesOfLayers([networks.q1!, networks.q2!]);
  const policy = entriesOfLayers([networks.policy!]);
  const assign = (start: number, weights: number[][]) => {
    for (const [i, entries] of weights.entries()) {
      const variable = variables[start + i]!;
      variable.assign(tensor(entries, variable.shape));
    }
  };
  assign(0, critics);
  assign(policyStart, policy);
  algorithm.update({ ...golden.batch, nextActions: golden.batch.actions });
  const gradients = entriesOfLayers([each.losses.policy!.gradients.networks.policy!]);
  const moments = gradients.map((_, i) => variables[policyStart + 13 + 2 * i]!);
  const intermediates = Object.fromEntries(gradients.map((entries, i) => [i, entries.map((g) => g / 10)]));
  return continuousMismatches(golden, { ...each, intermediates }, Object.fromEntries(moments.entries()));
}

const cases = [
  { file: "td3-bc", name: "actor", make: () => td3Bc(spec, { ...config, valueWeight: 2.5 }) },
  { file: "td3-bc", name: "actor-small-alpha", make: () => td3Bc(spec, { ...config, valueWeight: 0.25 }) },
  { file: "rebrac", name: "actor", make: () => rebrac(spec, { ...config, actorBehaviorWeight: 0.375 }) },
  {
    file: "rebrac",
    name: "actor-without-normalization",
    make: () => rebrac(spec, { ...config, actorBehaviorWeight: 0.375, normalizeValues: false }),
  },
];

test.for(cases)("$file $name: an update moves the policy by the golden gradients", ({ file, name, make }) => {
  const golden = continuousGolden(file);
  const each = golden.cases.find((each) => each.name === name)!;
  expect(stepDifferences(golden, each, make())).toEqual([]);
});
