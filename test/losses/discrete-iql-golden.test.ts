import {
  concat,
  expandDims,
  type Rank,
  reshape,
  sub,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { criticLoss } from "../../src/losses/critic.ts";
import { leastValue } from "../../src/losses/entropy-regularized.ts";
import { expectileLoss, expectileWeights } from "../../src/losses/expectile.ts";
import { exponentialWeights, weightedRegressionLoss } from "../../src/losses/weighted-regression.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
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
} from "./golden.ts";

await init();

interface Case extends GoldenCase {
  readonly config: {
    readonly expectile: number;
    readonly inverseTemperature: number;
    readonly weightMax: number;
  };
}

const file = loadLosses<Case>("discrete-iql");
const networks = goldenNetworks(file);
const batch = goldenBatch(file);
const { observations, actions, nextObservations } = batch;

const taken = (name: string) => takePerRow(networks[name]!.apply(observations), actions);
const least = (names: readonly string[]) =>
  leastValue(reshape<Rank.R2>(concat(names.map(taken)), [names.length, -1]));
const valuesOf = (states: Tensor2D) => reshape<Rank.R1>(networks.value!.apply(states), [-1]);

test.for(file.cases)("golden $name: intermediates, losses and gradients", (each) => {
  const { expectile, inverseTemperature, weightMax } = each.config;
  const targetQ = least(["q1Target", "q2Target"]);
  const advantages = () => sub<Tensor1D>(targetQ, valuesOf(observations));
  const weights = () => exponentialWeights(advantages(), inverseTemperature, weightMax);
  const targets = () => criticsTarget(batch, expandDims<Tensor2D>(valuesOf(nextObservations), 0));
  const parts = {
    targetQ,
    values: valuesOf(observations),
    advantages: advantages(),
    expectileWeights: expectileWeights(advantages(), expectile),
    targets: targets(),
    weights: weights(),
  };
  expect(intermediateMismatches(file, each, parts)).toEqual([]);
  const { value, critic, policy } = each.losses;
  // what is a constant is made within each loss, and must not be trained by it
  const valueLoss = () => expectileLoss(valuesOf(observations), least(["q1Target", "q2Target"]), expectile);
  expect(lossDifferences(file, value!, networks, valueLoss)).toEqual([]);
  const criticsLoss = () => criticLoss(reshape<Rank.R2>(concat(["q1", "q2"].map(taken)), [2, -1]), targets());
  expect(lossDifferences(file, critic!, networks, criticsLoss)).toEqual([]);
  const policyLoss = () =>
    weightedRegressionLoss(takePerRow(logSoftmax(networks.policy!.apply(observations)), actions), weights());
  expect(lossDifferences(file, policy!, networks, policyLoss)).toEqual([]);
});
