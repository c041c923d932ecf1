import {
  add,
  mul,
  type Rank,
  type Scalar,
  scalar,
  sub,
  type Tensor2D,
  type Variable,
  variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { conservativePenalty, entropyMaximizerValue } from "../../src/losses/conservative.ts";
import { lagrangeLoss, lagrangeMultiplier } from "../../src/losses/lagrange.ts";
import { temporalDifferenceLoss } from "../../src/losses/temporal-difference.ts";
import { greedyTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { stopGradient } from "../../src/tensor/stop-gradient.ts";
import { takePerRow } from "../../src/tensor/take-per-row.ts";
import { entriesOf } from "../tensor/entries.ts";
import {
  type GoldenCase,
  goldenBatch,
  goldenNetworks,
  intermediateMismatches,
  loadLosses,
  lossDifferences,
  lossMismatches,
  type Matrix,
  matrixOf,
  outputDifferences,
} from "./golden.ts";

await init();

interface Case extends GoldenCase {
  readonly config: { readonly gapThreshold: number; readonly alphaMax: number };
  readonly parameters: { readonly logAlpha: number };
  readonly intermediates: { readonly q: Matrix };
}

const file = loadLosses<Case>("discrete-cql");
const networks = goldenNetworks(file);
const batch = goldenBatch(file);
const cases = file.cases.filter(({ name }) => name.startsWith("lagrange"));

function partsOf(
  { config, parameters }: Case,
  values: Tensor2D,
  logAlpha: Scalar = scalar(parameters.logAlpha),
) {
  const nextValues = networks.qTarget!.apply(batch.nextObservations);
  const targets = greedyTarget(batch, nextValues, networks.q!.apply(batch.nextObservations));
  const dataValues = takePerRow(values, batch.actions);
  return {
    temporalDifference: temporalDifferenceLoss(dataValues, targets, "huber"),
    gap: conservativePenalty(entropyMaximizerValue(values), dataValues),
    alpha: lagrangeMultiplier(logAlpha, config.alphaMax),
  };
}

test("the file has 3 cases of the multiplier", () => {
  expect(cases).toHaveLength(3);
});

test.for(cases)("golden $name: error, gap and multiplier", (golden) => {
  const parts = partsOf(golden, networks.q!.apply(batch.observations));
  expect(intermediateMismatches(file, golden, parts)).toEqual([]);
});

test.for(cases)("golden $name: the critic's loss and its gradients in weights and values", (golden) => {
  const expected = golden.losses.q!;
  const lossOf = (values: Tensor2D): Scalar => {
    const { temporalDifference, gap, alpha } = partsOf(golden, values);
    return add(temporalDifference, mul(stopGradient(alpha), sub(gap, golden.config.gapThreshold)));
  };
  const evaluate = () => lossOf(networks.q!.apply(batch.observations));
  expect(lossDifferences(file, expected, networks, evaluate)).toEqual([]);
  const values = variable(matrixOf(golden.intermediates.q));
  expect(outputDifferences(file, expected.gradients.outputs.q!, values, () => lossOf(values))).toEqual([]);
});

test.for(cases)(
  "golden $name: the multiplier's loss, its gradient in log α, and none in a network",
  (golden) => {
    const expected = golden.losses.alpha!;
    const logAlpha: Variable<Rank.R0> = variable(scalar(golden.parameters.logAlpha));
    const evaluate = () => {
      const { gap, alpha } = partsOf(golden, networks.q!.apply(batch.observations), logAlpha);
      return lagrangeLoss(alpha, gap, golden.config.gapThreshold);
    };
    const weights = Object.values(networks).flatMap(({ variables }) => [...variables]);
    const { value, grads } = variableGrads(evaluate, [logAlpha, ...weights]);
    expect(lossMismatches(file, "the loss", entriesOf(value), expected.value)).toEqual([]);
    expect(Object.keys(grads)).toEqual([logAlpha.name]);
    const gradient = entriesOf(grads[logAlpha.name]!);
    expect(lossMismatches(file, "the gradient", gradient, expected.gradients.parameters.logAlpha!)).toEqual(
      [],
    );
  },
);
