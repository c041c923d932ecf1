import {
  exp,
  mean,
  type Rank,
  reshape,
  type Scalar,
  scalar,
  stack,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { takenValues } from "../../src/algorithms/discrete-critics.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import {
  discreteSoftPolicyLoss,
  leastValues,
  softValues,
} from "../../src/losses/discrete-entropy-regularized.ts";
import { temperatureLoss } from "../../src/losses/entropy-regularized.ts";
import { expectedTarget } from "../../src/tensor/bellman-target.ts";
import { categoricalEntropy } from "../../src/tensor/entropy.ts";
import { init } from "../../src/tensor/init.ts";
import type { GoldenCase } from "./golden.ts";
import {
  goldenBatch,
  goldenNetworks,
  intermediateMismatches,
  loadLosses,
  lossDifferences,
} from "./golden.ts";
import {
  continuousOutputDifferences,
  loadContinuousLosses,
  parameterDifferences,
} from "./golden-continuous.ts";

await init();

interface Case extends GoldenCase {
  readonly config: { readonly targetEntropy: number };
}

const file = loadLosses<Case>("discrete-sac");
const [each] = file.cases;
const { losses, config } = each!;
const networks = goldenNetworks(file);
const batch = goldenBatch(file);
const withParameters = { file: loadContinuousLosses<Case>("discrete-sac") };
const logTemperature = Number(withParameters.file.parameters.logTemperature);
const temperature = exp<Scalar>(scalar(logTemperature));
const logits = () => networks.policy!.apply(batch.observations);
const valuesOf = (...names: string[]) =>
  stack(names.map((name) => networks[name]!.apply(batch.observations)));
const values = () => reshape<Rank.R3>(valuesOf("q1", "q2"), [2, 6, 4]);

function targets() {
  const next = ["q1Target", "q2Target"].map((name) => networks[name]!.apply(batch.nextObservations));
  const nextLogits = networks.policy!.apply(batch.nextObservations);
  const soft = softValues(nextLogits, reshape<Rank.R3>(stack(next), [2, 6, 4]), temperature);
  return expectedTarget(batch, nextLogits, soft);
}

test("there is one case", () => {
  expect(file.cases.map(({ name }) => name)).toEqual(["soft-actor-critic"]);
});

test("golden intermediates: targets, values, logits, the least value and the entropies", () => {
  const got = {
    temperature,
    targets: targets(),
    q1: networks.q1!.apply(batch.observations),
    q2: networks.q2!.apply(batch.observations),
    policyLogits: logits(),
    minQ: leastValues(values()),
    entropies: categoricalEntropy(logits()),
  };
  expect(intermediateMismatches(file, each!, got)).toEqual([]);
});

test("golden critic: loss and gradients in the critics, and in nothing else", () => {
  const loss = () => criticLoss(takenValues(values(), batch.actions), targets());
  expect(lossDifferences(file, losses.critic!, networks, loss)).toEqual([]);
});

test("golden policy: loss and gradients in the policy and its logits, and in nothing else", () => {
  const loss = (z: Tensor): Scalar =>
    discreteSoftPolicyLoss(reshape<Rank.R2>(z, [6, 4]), values(), temperature);
  expect(lossDifferences(file, losses.policy!, networks, () => loss(logits()))).toEqual([]);
  const inLogits = continuousOutputDifferences(
    withParameters,
    losses.policy!,
    "policyLogits",
    logits(),
    loss,
  );
  expect(inLogits).toEqual([]);
});

test("golden temperature: the loss and its gradient in log α", () => {
  const wrong = parameterDifferences(withParameters, losses.temperature!, "logTemperature", (logAlpha) =>
    temperatureLoss(
      reshape<Rank.R0>(logAlpha, []),
      mean<Scalar>(categoricalEntropy(logits())),
      config.targetEntropy,
    ),
  );
  expect(wrong).toEqual([]);
});
