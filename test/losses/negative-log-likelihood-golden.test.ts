import { type Tensor2D, variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { negativeLogLikelihood } from "../../src/losses/negative-log-likelihood.ts";
import { init } from "../../src/tensor/init.ts";
import { logSoftmax } from "../../src/tensor/softmax.ts";
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
  readonly config: { readonly logitPenalty: number };
  readonly intermediates: { readonly logits: Matrix };
}

const file = loadLosses<Case>("bc-categorical");
const networks = goldenNetworks(file);
const { observations, actions } = goldenBatch(file);

test("the file has 2 cases", () => {
  expect(file.cases).toHaveLength(2);
});

test.for(file.cases)("golden $name: logits and log-probabilities", (golden) => {
  const logits = networks.policy!.apply(observations);
  const logProbs = logSoftmax(logits);
  const logProbsOfActions = takePerRow(logProbs, actions);
  const likelihood = negativeLogLikelihood(logits, actions);
  const got = { logits, logProbs, logProbsOfActions, negativeLogLikelihood: likelihood };
  expect(intermediateMismatches(file, golden, got)).toEqual([]);
});

test.for(file.cases)(
  "golden $name: the loss and its gradients in weights and logits",
  ({ config, losses, intermediates }) => {
    const golden = losses.policy!;
    const lossOf = (logits: Tensor2D) => negativeLogLikelihood(logits, actions, config.logitPenalty);
    const evaluate = () => lossOf(networks.policy!.apply(observations));
    expect(lossDifferences(file, golden, networks, evaluate)).toEqual([]);
    const logits = variable(matrixOf(intermediates.logits));
    expect(outputDifferences(file, golden.gradients.outputs.logits!, logits, () => lossOf(logits))).toEqual(
      [],
    );
  },
);
