import { add, cast, type Scalar } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { negativeLogLikelihood } from "../../src/losses/negative-log-likelihood.ts";
import { probabilityRatios, relativeSupportOf, valuesWithin } from "../../src/losses/support.ts";
import { temporalDifferenceLoss } from "../../src/losses/temporal-difference.ts";
import { greedyTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { takePerRow } from "../../src/tensor/take-per-row.ts";
import { entriesOf } from "../tensor/entries.ts";
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
  readonly config: { readonly threshold: number; readonly logitPenalty: number };
}

const file = loadLosses<Case>("discrete-bcq");
const { q, qTarget, behavior, ...others } = goldenNetworks(file);
const networks = { q: q!, qTarget: qTarget!, behavior: behavior! };
const batch = goldenBatch(file);
const { observations, actions, nextObservations } = batch;

test("the file has three cases and three networks", () => {
  expect(file.cases).toHaveLength(3);
  expect(others).toEqual({});
});

test.for(file.cases)("golden $name: support, targets, both parts, loss and gradients", (golden) => {
  const { threshold, logitPenalty } = golden.config;
  const nextLogits = networks.behavior.apply(nextObservations);
  const allowed = relativeSupportOf(nextLogits, threshold);
  const next = networks.qTarget.apply(nextObservations);
  const nextQ = networks.q.apply(nextObservations);
  const targets = greedyTarget(batch, next, valuesWithin(allowed, nextQ));
  const errors = () =>
    temporalDifferenceLoss(takePerRow(networks.q.apply(observations), actions), targets, "huber");
  const logits = () => networks.behavior.apply(observations);
  const parts = {
    probabilityRatios: probabilityRatios(nextLogits),
    nextQ,
    targets,
    temporalDifference: errors(),
    imitation: negativeLogLikelihood(logits(), actions),
  };
  expect(intermediateMismatches(file, golden, parts)).toEqual([]);
  expect(entriesOf(cast(allowed, "float32"))).toEqual([golden.intermediates.allowed].flat(3).map(Number));
  const loss = (): Scalar => add(errors(), negativeLogLikelihood(logits(), actions, logitPenalty));
  expect(lossDifferences(file, golden.losses.total!, networks, loss)).toEqual([]);
});
