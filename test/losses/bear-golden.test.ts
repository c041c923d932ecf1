import {
  exp,
  mean,
  type Rank,
  reshape,
  type Scalar,
  scalar,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  transpose,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { perCandidate } from "../../src/algorithms/candidates.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import { lagrangeLoss, lagrangeMultiplier } from "../../src/losses/lagrange.ts";
import { bestMixedValue } from "../../src/losses/mixed-value.ts";
import { maximumMeanDiscrepancy } from "../../src/losses/mmd.ts";
import { leastMeanValue, supportConstraintLoss } from "../../src/losses/support-matching.ts";
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
  valuesOf,
} from "./golden-continuous.ts";

await init();

interface Case extends GoldenCase {
  readonly config: {
    readonly minimumWeight: number;
    readonly kernel: "laplacian" | "gaussian";
    readonly sigma: number;
    readonly threshold: number;
    readonly warmStart: boolean;
  };
  readonly parameters: { readonly logLambda: number };
}

const golden = continuousGolden<Case>("bear");
const { networks, batch, given } = golden;
const { observations, actions, nextObservations } = batch;
const caseOf = (name: string) => golden.cases.find((each) => each.name === name)!;

/** A draw of the file, [rows][samples][size], as [samples, rows, size]. */
const samples = (name: string): Tensor3D => {
  const draw = given(name);
  return transpose(reshape<Rank.R3>(draw, [draw.shape[0]!, draw.shape[1]!, -1]), [1, 0, 2]);
};
const flat = (x: Tensor3D): Tensor2D => reshape<Rank.R2>(x, [-1, x.shape[2]]);
const byRow = (x: Tensor2D): Tensor3D => transpose(reshape<Rank.R3>(x, [4, 6, 2]), [1, 0, 2]);
const cubeOf = (x: Tensor): Tensor3D => reshape<Rank.R3>(x, [4, 6, 2]);

const headOf = () => networks.policy!.apply(observations);
const sampleOf = (head: Tensor2D) =>
  tanhGaussianSample(gaussiansOf(perCandidate(head, 4)), flat(samples("noise")));

function discrepancyOf({ config: { kernel, sigma } }: Case, preTanh: Tensor2D): Tensor1D {
  const behavior = samples("behaviorPreTanhActions");
  return maximumMeanDiscrepancy(cubeOf(preTanh), behavior, { shape: kernel, width: 2 * sigma });
}

const leastValueOf = (action: Tensor2D): Tensor1D =>
  leastMeanValue(valuesOf(networks, ["q1", "q2"], perCandidate(observations, 4), action), 4);

function constraintOf(each: Case, preTanh: Tensor2D): Scalar {
  const multiplier = exp<Scalar>(scalar(each.parameters.logLambda));
  return supportConstraintLoss(discrepancyOf(each, preTanh), {
    multiplier,
    threshold: each.config.threshold,
  });
}

function lossOf(each: Case, head: Tensor2D, isWarm: boolean): Scalar {
  const { action, preTanh } = sampleOf(head);
  const constraint = constraintOf(each, preTanh);
  return isWarm ? sub(constraint, mean<Scalar>(leastValueOf(action))) : constraint;
}

test("golden critic: actions, targets, loss and gradients", () => {
  const each = caseOf("critic");
  const next = perCandidate(nextObservations, 4);
  const nextHead = networks.policyTarget!.apply(nextObservations);
  const { action } = tanhGaussianSample(
    gaussiansOf(networks.policyTarget!.apply(next)),
    flat(samples("nextNoise")),
  );
  const values = valuesOf(networks, ["q1Target", "q2Target"], next, action);
  const targets = criticsTarget(batch, bestMixedValue(values, 4, each.config.minimumWeight));
  expect(continuousMismatches(golden, each, { nextHead, nextActions: byRow(action), targets })).toEqual([]);
  const loss = () => criticLoss(valuesOf(networks, ["q1", "q2"], observations, actions), targets);
  expect(continuousLossDifferences(golden, each.losses.critic!, loss)).toEqual([]);
});

test.for(["actor-laplacian", "actor-gaussian", "actor-warm-start"])(
  "golden %s: discrepancies, the policy's loss and its gradients, in the head too",
  (name) => {
    const each = caseOf(name);
    const isWarm = !each.config.warmStart;
    const { preTanh } = sampleOf(headOf());
    expect(
      continuousMismatches(golden, each, {
        policyHead: headOf(),
        policyPreTanhActions: byRow(preTanh),
        mmd: discrepancyOf(each, preTanh),
      }),
    ).toEqual([]);
    const policy = each.losses.policy!;
    const inNetworks = continuousLossDifferences(golden, policy, () => lossOf(each, headOf(), isWarm), [
      "q1",
      "q2",
    ]);
    expect(inNetworks).toEqual([]);
    const inHead = continuousOutputDifferences(golden, policy, "policyHead", headOf(), (head) =>
      lossOf(each, reshape<Rank.R2>(head, [6, 4]), isWarm),
    );
    expect(inHead).toEqual([]);
  },
);

test.for(["actor-laplacian", "actor-gaussian"])(
  "golden %s: the constraint alone has the gradient of the file in the policy, which is not 0",
  (name) => {
    const each = caseOf(name);
    const constraint = each.losses.constraint!;
    const loss = () => lossOf(each, headOf(), false);
    expect(continuousLossDifferences(golden, constraint, loss, ["q1", "q2"])).toEqual([]);
    const gradients = constraint.gradients.networks.policy!.flatMap(({ kernel }) => kernel.flat());
    expect(Math.max(...gradients.map(Math.abs))).toBeGreaterThan(0.01);
  },
);

test.for(["dual-above-threshold", "dual-below-threshold"])("golden %s: the loss of λ", (name) => {
  const each = caseOf(name);
  const { threshold } = each.config;
  const discrepancy = mean<Scalar>(discrepancyOf(each, sampleOf(headOf()).preTanh));
  const multiplier = lagrangeMultiplier(scalar(each.parameters.logLambda), Math.exp(10));
  const { value, gradients } = each.losses.dual!;
  const [loss] = lagrangeLoss(multiplier, discrepancy, threshold).dataSync();
  const allowed = 1e-4 * Math.abs(value) + 1e-6;
  expect(Math.abs(loss! - value)).toBeLessThan(allowed);
  // λ = e^logλ, so that the loss is its own gradient in log λ
  expect(Math.abs(loss! - gradients.parameters.logLambda!)).toBeLessThan(allowed);
});
