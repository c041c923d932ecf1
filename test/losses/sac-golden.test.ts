import { exp, mul, type Rank, reshape, type Scalar, scalar, sub } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { criticLoss } from "../../src/losses/critic.ts";
import { entropyOf, softPolicyLoss, temperatureLoss } from "../../src/losses/entropy-regularized.ts";
import { gaussiansOf } from "../../src/networks/gaussian-head.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { tanhGaussianSample } from "../../src/tensor/tanh-gaussian.ts";
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
  readonly config: { readonly entropyInTarget?: boolean; readonly targetEntropy?: number };
}

const golden = continuousGolden<Case>("sac");
const { networks, batch, matrix } = golden;
const { observations, actions, nextObservations } = batch;
const caseOf = (name: string) => golden.cases.find((each) => each.name === name)!;
const temperature = exp<Scalar>(scalar(Number(golden.file.parameters.logTemperature)));

function targetsOf(entropyInTarget: boolean) {
  const nextHead = networks.policy!.apply(nextObservations);
  const next = tanhGaussianSample(gaussiansOf(nextHead), matrix("nextNoise"));
  const values = valuesOf(networks, ["q1Target", "q2Target"], nextObservations, next.action);
  const bonus = mul(temperature, next.logProb);
  const targets = criticsTarget(batch, entropyInTarget ? sub(values, bonus) : values);
  return { nextHead, nextActions: next.action, nextLogProbs: next.logProb, targets };
}

test.for(["critic", "critic-without-entropy"])("golden %s: targets, loss and gradients", (name) => {
  const each = caseOf(name);
  const { targets, ...parts } = targetsOf(each.config.entropyInTarget!);
  expect(continuousMismatches(golden, each, { ...parts, targets })).toEqual([]);
  const loss = () => criticLoss(valuesOf(networks, ["q1", "q2"], observations, actions), targets);
  expect(continuousLossDifferences(golden, each.losses.critic!, loss)).toEqual([]);
});

test("golden actor: the policy's loss and its gradients, in the head too, through the critics", () => {
  const each = caseOf("actor");
  const lossOf = (head: ReturnType<typeof headOf>): Scalar => {
    const { action, logProb } = tanhGaussianSample(gaussiansOf(head), matrix("noise"));
    return softPolicyLoss(valuesOf(networks, ["q1", "q2"], observations, action), logProb, temperature);
  };
  const headOf = () => networks.policy!.apply(observations);
  const policy = each.losses.policy!;
  const inNetworks = continuousLossDifferences(golden, policy, () => lossOf(headOf()), ["q1", "q2"]);
  expect(inNetworks).toEqual([]);
  const inHead = continuousOutputDifferences(golden, policy, "policyHead", headOf(), (head) =>
    lossOf(reshape<Rank.R2>(head, [6, 4])),
  );
  expect(inHead).toEqual([]);
});

test("golden temperature: the loss and its gradient in log α", () => {
  const each = caseOf("temperature");
  const { logProb } = tanhGaussianSample(gaussiansOf(networks.policy!.apply(observations)), matrix("noise"));
  const wrong = parameterDifferences(golden, each.losses.temperature!, "logTemperature", (logTemperature) =>
    temperatureLoss(reshape<Rank.R0>(logTemperature, []), entropyOf(logProb), each.config.targetEntropy!),
  );
  expect(wrong).toEqual([]);
});
