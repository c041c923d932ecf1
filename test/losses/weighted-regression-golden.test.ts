import {
  expandDims,
  type Rank,
  reshape,
  type Scalar,
  sub,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tile,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { criticLoss } from "../../src/losses/critic.ts";
import { leastValue } from "../../src/losses/entropy-regularized.ts";
import { lambdaReturns } from "../../src/losses/lambda-returns.ts";
import { temporalDifferenceLoss } from "../../src/losses/temporal-difference.ts";
import {
  type Baseline,
  binaryWeights,
  exponentialWeights,
  normalizedAdvantages,
  sampledAdvantages,
  softmaxWeights,
  weightedRegressionLoss,
} from "../../src/losses/weighted-regression.ts";
import { gaussiansOf } from "../../src/networks/gaussian-head.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
import { gaussianLogProb } from "../../src/tensor/gaussian-log-prob.ts";
import { init } from "../../src/tensor/init.ts";
import { tanhGaussianLogProbOfAction, tanhGaussianSample } from "../../src/tensor/tanh-gaussian.ts";
import type { GoldenCase, GoldenLoss } from "./golden.ts";
import {
  type ContinuousGolden,
  continuousGolden,
  continuousLossDifferences,
  continuousMismatches,
  continuousOutputDifferences,
  parameterDifferences,
  valuesOf,
} from "./golden-continuous.ts";

await init();

interface Case extends GoldenCase {
  readonly config: {
    readonly lambda?: number;
    readonly beta?: number;
    readonly weights?: "exponential" | "softmax" | "binary";
    readonly weightMax?: number;
    readonly baseline?: Baseline;
    readonly traceDecay?: number;
    readonly normalizeAdvantage?: boolean;
  };
}

const caseOf = ({ cases }: ContinuousGolden<Case>, name: string) => cases.find((each) => each.name === name)!;

/** A critic's loss on targets of a network's sampled actions. */
function criticDifferences(file: "awac" | "crr", policy: string, critics: readonly string[]): string[] {
  const golden = continuousGolden<Case>(file);
  const { networks, batch, matrix } = golden;
  const each = caseOf(golden, "critic");
  const nextHead = networks[policy]!.apply(batch.nextObservations);
  const next = tanhGaussianSample(gaussiansOf(nextHead), matrix("nextNoise"));
  const targetNames = critics.map((name) => `${name}Target`);
  const targets = criticsTarget(batch, valuesOf(networks, targetNames, batch.nextObservations, next.action));
  const loss = () => criticLoss(valuesOf(networks, critics, batch.observations, batch.actions), targets);
  const parts = { nextHead, nextActions: next.action, nextLogProbs: next.logProb, targets };
  return [
    ...continuousMismatches(golden, each, parts),
    ...continuousLossDifferences(golden, each.losses.critic!, loss),
  ];
}

test("golden awac critic, crr critic: targets, loss and gradients", () => {
  expect(criticDifferences("awac", "policy", ["q1", "q2"])).toEqual([]);
  expect(criticDifferences("crr", "policyTarget", ["q1"])).toEqual([]);
});

/** The policy's loss with weights that are made within it, of values that it must not train, in networks and head. */
function policyDifferences(
  golden: ContinuousGolden<Case>,
  loss: GoldenLoss,
  weights: () => Tensor1D,
): string[] {
  const { observations, actions } = golden.batch;
  const headOf = () => golden.networks.policy!.apply(observations);
  const lossOf = (head: Tensor2D): Scalar =>
    weightedRegressionLoss(tanhGaussianLogProbOfAction(actions, gaussiansOf(head)), weights());
  return [
    ...continuousLossDifferences(golden, loss, () => lossOf(headOf())),
    ...continuousOutputDifferences(golden, loss, "dataHead", headOf(), (head) =>
      lossOf(reshape<Rank.R2>(head, [6, 4])),
    ),
  ];
}

test.for(["actor", "actor-softmax"])("golden awac %s: advantages, weights, loss and gradients", (name) => {
  const golden = continuousGolden<Case>("awac");
  const { networks, batch, matrix } = golden;
  const each = caseOf(golden, name);
  const { lambda, weights: form, weightMax } = each.config;
  const valueIn = (actions: Tensor2D) =>
    leastValue(valuesOf(networks, ["q1", "q2"], batch.observations, actions));
  const sample = () => {
    const head = networks.policy!.apply(batch.observations);
    return tanhGaussianSample(gaussiansOf(head), matrix("noise"));
  };
  const advantages = () =>
    sampledAdvantages(valueIn(batch.actions), expandDims<Tensor2D>(valueIn(sample().action), 1), "mean");
  const weights = () =>
    form === "softmax"
      ? softmaxWeights(advantages(), 1 / lambda!)
      : exponentialWeights(advantages(), 1 / lambda!, weightMax!);
  const parts = { policyActions: sample().action, advantages: advantages(), weights: weights() };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  expect(policyDifferences(golden, each.losses.policy!, weights)).toEqual([]);
});

const crrCases = ["exponential-mean", "binary-mean", "exponential-max", "binary-max"];

test.for(crrCases)("golden crr actor-%s: advantages, weights, loss and gradients", (name) => {
  const golden = continuousGolden<Case>("crr");
  const { networks, batch, matrix } = golden;
  const each = caseOf(golden, `actor-${name}`);
  const { beta, weights: form, weightMax, baseline } = each.config;
  const states = reshape<Rank.R2>(tile(expandDims(batch.observations, 1), [1, 4, 1]), [24, 3]);
  const own = () => {
    const noise = reshape<Rank.R2>(matrix("noise"), [24, 2]);
    const { action } = tanhGaussianSample(gaussiansOf(networks.policy!.apply(states)), noise);
    return reshape<Rank.R2>(leastValue(valuesOf(networks, ["q1"], states, action)), [6, 4]);
  };
  const data = () => leastValue(valuesOf(networks, ["q1"], batch.observations, batch.actions));
  const advantages = () => sampledAdvantages(data(), own(), baseline!);
  const weights = () =>
    form === "binary" ? binaryWeights(advantages()) : exponentialWeights(advantages(), 1 / beta!, weightMax!);
  const parts = { q1OfPolicy: own(), advantages: advantages(), weights: weights() };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  expect(policyDifferences(golden, each.losses.policy!, weights)).toEqual([]);
});

test.for(["normalized", "raw"])(
  "golden awr %s: returns, weights, both losses and their gradients",
  (name) => {
    const golden = continuousGolden<Case>("awr");
    const { networks, batch } = golden;
    const { observations, actions, nextObservations } = batch;
    const each = caseOf(golden, name);
    const { traceDecay, beta, weightMax, normalizeAdvantage } = each.config;
    const valueIn = (states: Tensor2D) => reshape<Rank.R1>(networks.value!.apply(states), [-1]);
    // rows 0–2 and 3–4 are episodes, row 5 stands alone
    const continues = tensor1d([1, 1, 0, 1, 0, 0]);
    const returns = () => lambdaReturns({ ...batch, continues }, valueIn(nextObservations), traceDecay!);
    const advantages = () => sub<Tensor1D>(returns(), valueIn(observations));
    const weights = () => {
      const weighed = normalizeAdvantage ? normalizedAdvantages(advantages()) : advantages();
      return exponentialWeights(weighed, 1 / beta!, weightMax!);
    };
    const headOf = () => networks.policy!.apply(observations);
    const logStd: Variable<Rank.R1> = variable(tensor1d([golden.file.parameters.logStd!].flat()));
    const dataLogProbs = gaussianLogProb(actions, headOf(), logStd);
    const values = valueIn(observations);
    const parts = { values, returns: returns(), advantages: advantages(), weights: weights(), dataLogProbs };
    expect(continuousMismatches(golden, each, parts)).toEqual([]);
    const { value, policy } = each.losses;
    const valueLoss = () => temporalDifferenceLoss(valueIn(observations), returns(), "squared");
    expect(continuousLossDifferences(golden, value!, valueLoss)).toEqual([]);
    const lossOf = (head: Tensor2D, std: Tensor1D): Scalar =>
      weightedRegressionLoss(gaussianLogProb(actions, head, std), weights());
    expect(continuousLossDifferences(golden, policy!, () => lossOf(headOf(), logStd))).toEqual([]);
    const inStd = parameterDifferences(golden, policy!, "logStd", (std) =>
      lossOf(headOf(), reshape<Rank.R1>(std, [-1])),
    );
    expect(inStd).toEqual([]);
  },
);
