import {
  expandDims,
  neg,
  type Rank,
  reshape,
  type Scalar,
  squaredDifference,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tanh,
  tensor1d,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { criticLoss } from "../../src/losses/critic.ts";
import { leastValue } from "../../src/losses/entropy-regularized.ts";
import { expectileLoss, expectileWeights } from "../../src/losses/expectile.ts";
import { exponentialWeights, weightedRegressionLoss } from "../../src/losses/weighted-regression.ts";
import { gaussiansOf } from "../../src/networks/gaussian-head.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
import { gaussianLogProb } from "../../src/tensor/gaussian-log-prob.ts";
import { init } from "../../src/tensor/init.ts";
import { tanhGaussianLogProbOfAction } from "../../src/tensor/tanh-gaussian.ts";
import type { GoldenCase } from "./golden.ts";
import {
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
    readonly expectile?: number;
    readonly inverseTemperature?: number;
    readonly weightMax?: number;
  };
}

const golden = continuousGolden<Case>("iql");
const { networks, batch } = golden;
const { observations, actions, nextObservations } = batch;
const caseOf = (name: string) => golden.cases.find((each) => each.name === name)!;

const targetQ = leastValue(valuesOf(networks, ["q1Target", "q2Target"], observations, actions));
const stateValues = (states: Tensor2D) => reshape<Rank.R1>(networks.value!.apply(states), [-1]);

test.for(["value-expectile-0.75", "value-expectile-0.9375"])("golden %s: loss and gradients", (name) => {
  const each = caseOf(name);
  const expectile = each.config.expectile!;
  const values = stateValues(observations);
  const advantages = sub<Tensor1D>(targetQ, values);
  const weights = expectileWeights(advantages, expectile);
  const parts = { targetQ, values, advantages, expectileWeights: weights };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  const { value } = each.losses;
  const loss = () => expectileLoss(stateValues(observations), targetQ, expectile);
  expect(continuousLossDifferences(golden, value!, loss)).toEqual([]);
  const inValues = continuousOutputDifferences(golden, value!, "values", values, (output) =>
    expectileLoss(reshape<Rank.R1>(output, [-1]), targetQ, expectile),
  );
  expect(inValues).toEqual([]);
});

test("golden critic: targets by V, loss and gradients", () => {
  const each = caseOf("critic");
  const nextValues = stateValues(nextObservations);
  const targets = criticsTarget(batch, expandDims<Tensor2D>(nextValues, 0));
  expect(continuousMismatches(golden, each, { nextValues, targets })).toEqual([]);
  const loss = () => criticLoss(valuesOf(networks, ["q1", "q2"], observations, actions), targets);
  expect(continuousLossDifferences(golden, each.losses.critic!, loss)).toEqual([]);
});

const logStd: Variable<Rank.R1> = variable(tensor1d([golden.file.parameters.logStd!].flat()));

/** log π(a|s), or what stands for it, of a head. */
const likelihoods: Readonly<Record<string, (head: Tensor2D, logStd: Tensor1D) => Tensor1D>> = {
  "actor-gaussian": (head, logStd) => gaussianLogProb(actions, tanh(head), logStd),
  "actor-tanh-gaussian": (head) => tanhGaussianLogProbOfAction(actions, gaussiansOf(head)),
  "actor-deterministic": (head) => neg(sum<Tensor1D>(squaredDifference(tanh(head), actions), 1)),
};

test.for(Object.keys(likelihoods))("golden %s: weights, loss and gradients, in the head too", (name) => {
  const each = caseOf(name);
  const { inverseTemperature, weightMax } = each.config;
  const policy = name === "actor-tanh-gaussian" ? networks.policy! : networks.meanPolicy!;
  const advantages = () => sub<Tensor1D>(targetQ, stateValues(observations));
  const weights = () => exponentialWeights(advantages(), inverseTemperature!, weightMax!);
  const dataHead = policy.apply(observations);
  const dataLogProbs = likelihoods[name]!(dataHead, logStd);
  const parts = { targetQ, advantages: advantages(), weights: weights(), dataHead, dataLogProbs };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  // the weights are made within the loss: they must not train V
  const lossOf = (head: Tensor2D, std: Tensor1D = logStd): Scalar =>
    weightedRegressionLoss(likelihoods[name]!(head, std), weights());
  const loss = each.losses.policy!;
  expect(continuousLossDifferences(golden, loss, () => lossOf(policy.apply(observations)))).toEqual([]);
  const inHead = continuousOutputDifferences(golden, loss, "dataHead", dataHead, (head) =>
    lossOf(reshape<Rank.R2>(head, dataHead.shape)),
  );
  expect(inHead).toEqual([]);
  if (name !== "actor-gaussian") return;
  const inStd = parameterDifferences(golden, loss, "logStd", (std) =>
    lossOf(dataHead, reshape<Rank.R1>(std, [-1])),
  );
  expect(inStd).toEqual([]);
});
