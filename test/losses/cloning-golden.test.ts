import {
  atanh,
  clipByValue,
  type Rank,
  reshape,
  type Scalar,
  type Tensor,
  tanh,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { actionErrorLoss, likelihoodLoss } from "../../src/losses/cloning.ts";
import { gaussiansOf, limitedLogStd } from "../../src/networks/gaussian-head.ts";
import { gaussianLogProb } from "../../src/tensor/gaussian-log-prob.ts";
import { init } from "../../src/tensor/init.ts";
import { tanhGaussianLogProbOfAction } from "../../src/tensor/tanh-gaussian.ts";
import { vectorOf } from "../tensor/entries.ts";
import { cloningCase, cloningGolden, cloningNames } from "./cloning-golden.ts";
import {
  continuousLossDifferences,
  continuousMismatches,
  continuousOutputDifferences,
  parameterDifferences,
} from "./golden-continuous.ts";

await init();

const squashed = cloningNames.filter((name) => name.startsWith("tanh-gaussian"));

test.for(squashed)("golden %s: densities, loss, and gradients in the network and its head", (name) => {
  const { each, golden, network, actions, margin } = cloningCase(name);
  const within = margin === undefined ? actions : clipByValue(actions, margin - 1, 1 - margin);
  const head = () => network.apply(golden.batch.observations);
  const logProbs = (head: Tensor) =>
    tanhGaussianLogProbOfAction(within, gaussiansOf(reshape<Rank.R2>(head, [6, 4])));
  const parts = { head: head(), preTanhActions: atanh(within), logProbs: logProbs(head()) };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  const loss = (head: Tensor): Scalar => likelihoodLoss(logProbs(head));
  expect(continuousLossDifferences(golden, each.losses.policy!, () => loss(head()))).toEqual([]);
  expect(continuousOutputDifferences(golden, each.losses.policy!, "head", head(), loss)).toEqual([]);
});

const sharedStd = ["gaussian-state-independent-std", "gaussian-tanh-mean-state-independent-std"];

test.for(sharedStd)("golden %s: densities, loss, and gradients in network, head and log σ", (name) => {
  const { each, golden, network, actions } = cloningCase(name);
  const head = () => network.apply(golden.batch.observations);
  const meanOf = (head: Tensor) => {
    const rows = reshape<Rank.R2>(head, [6, 2]);
    return each.config.tanhMean ? tanh(rows) : rows;
  };
  const logStd = vectorOf([...golden.logStd]);
  const logProbs = (head: Tensor, spread: Tensor = logStd) =>
    gaussianLogProb(actions, meanOf(head), limitedLogStd(reshape<Rank.R1>(spread, [2])));
  const policy = each.losses.policy!;
  expect(continuousMismatches(golden, each, { head: head(), logProbs: logProbs(head()) })).toEqual([]);
  const loss = (head: Tensor): Scalar => likelihoodLoss(logProbs(head));
  expect(continuousLossDifferences(golden, policy, () => loss(head()))).toEqual([]);
  expect(continuousOutputDifferences(golden, policy, "head", head(), loss)).toEqual([]);
  const inLogStd = parameterDifferences(golden, policy, "logStd", (spread) =>
    likelihoodLoss(logProbs(head(), spread)),
  );
  expect(inLogStd).toEqual([]);
});

test("golden deterministic: loss, and gradients in the network and its head", () => {
  const { each, golden, network, actions } = cloningCase("deterministic");
  const head = () => network.apply(golden.batch.observations);
  const loss = (head: Tensor): Scalar => actionErrorLoss(tanh(reshape<Rank.R2>(head, [6, 2])), actions);
  expect(continuousMismatches(golden, each, { head: head() })).toEqual([]);
  expect(continuousLossDifferences(golden, each.losses.policy!, () => loss(head()))).toEqual([]);
  expect(continuousOutputDifferences(golden, each.losses.policy!, "head", head(), loss)).toEqual([]);
});

test("there are no other cases", () => {
  expect([...cloningNames].sort()).toEqual([...squashed, ...sharedStd, "deterministic"].sort());
  expect(cloningGolden.cases.length).toBe(6);
});
