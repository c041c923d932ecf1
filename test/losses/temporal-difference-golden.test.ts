import { sub, type Tensor2D, variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { temporalDifferenceLoss } from "../../src/losses/temporal-difference.ts";
import { greedyTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { takePerRow } from "../../src/tensor/take-per-row.ts";
import {
  type GoldenCase,
  goldenBatch,
  goldenNetworks,
  intermediateMismatches,
  loadLosses,
  lossDifferences,
  type Matrix,
  matrixOf,
  outputDifferences,
} from "./golden.ts";

await init();

interface Case extends GoldenCase {
  readonly config: { readonly double: boolean; readonly huber: boolean };
  readonly intermediates: { readonly q: Matrix };
}

const file = loadLosses<Case>("dqn");
const networks = goldenNetworks(file);
const batch = goldenBatch(file);

/** By both networks, so that a gradient in either would show. */
function targetsOf({ double }: Case["config"]) {
  const nextQTarget = networks.qTarget!.apply(batch.nextObservations);
  if (!double) return { nextQTarget, targets: greedyTarget(batch, nextQTarget) };
  const nextQ = networks.q!.apply(batch.nextObservations);
  return { nextQTarget, nextQ, targets: greedyTarget(batch, nextQTarget, nextQ) };
}

test("the file has 4 cases", () => {
  expect(file.cases).toHaveLength(4);
});

test.for(file.cases)("golden $name: values, targets and errors", (golden) => {
  const q = networks.q!.apply(batch.observations);
  const before = targetsOf(golden.config);
  const temporalDifferenceErrors = sub(takePerRow(q, batch.actions), before.targets);
  expect(intermediateMismatches(file, golden, { ...before, q, temporalDifferenceErrors })).toEqual([]);
});

test.for(file.cases)(
  "golden $name: the loss and its gradients in weights and values, and none by way of the targets",
  ({ config, losses, intermediates }) => {
    const golden = losses.q!;
    const lossOf = (values: Tensor2D) =>
      temporalDifferenceLoss(
        takePerRow(values, batch.actions),
        targetsOf(config).targets,
        config.huber ? "huber" : "squared",
      );
    const evaluate = () => lossOf(networks.q!.apply(batch.observations));
    expect(lossDifferences(file, golden, networks, evaluate)).toEqual([]);
    const q = variable(matrixOf(intermediates.q));
    expect(outputDifferences(file, golden.gradients.outputs.q!, q, () => lossOf(q))).toEqual([]);
  },
);
