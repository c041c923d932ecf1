import {
  add,
  clipByValue,
  concat,
  mean,
  mul,
  type Rank,
  reshape,
  type Scalar,
  scalar,
  slice,
  sub,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tile,
  transpose,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import {
  divergenceCriticLoss,
  dualKl,
  dualWasserstein,
  interpolated,
  slopeOf,
} from "../../src/losses/dual-divergence.ts";
import { softPolicyLoss } from "../../src/losses/entropy-regularized.ts";
import { lagrangeLoss, lagrangeMultiplier } from "../../src/losses/lagrange.ts";
import { meanKernelDifference } from "../../src/losses/mmd.ts";
import { sampledKl } from "../../src/losses/sampled-kl.ts";
import { criticEnsemble } from "../../src/networks/critic-ensemble.ts";
import { gaussiansOf } from "../../src/networks/gaussian-head.ts";
import { inputGradient } from "../../src/networks/input-gradient.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
import { gaussianKl } from "../../src/tensor/gaussian-kl.ts";
import { init } from "../../src/tensor/init.ts";
import {
  type TanhGaussianSample,
  tanhGaussianLogProb,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
} from "../../src/tensor/tanh-gaussian.ts";
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
    readonly divergence: string;
    readonly divergenceWeight: number;
    readonly temperature: number;
    readonly penalty?: "value" | "reward";
    readonly minimumWeight?: number;
    readonly actionMargin?: number;
    readonly sigma?: number;
    readonly targetDivergence?: number;
    readonly divergenceWeightMax?: number;
    readonly gradientPenaltyWeight?: number;
  };
  readonly parameters: Readonly<Record<string, number>>;
}

const golden = continuousGolden<Case>("brac");
const { networks, batch, matrix, given } = golden;
const { observations, actions, nextObservations } = batch;
const head = () => networks.policy!.apply(observations);

/** Draws [rows, samples, size] sample by sample: [samples · rows, size]. */
const bySample = (name: string): Tensor2D =>
  reshape<Rank.R2>(transpose(given(name), [1, 0, 2]), [-1, given(name).shape[2]!]);

function sampled(head: Tensor2D, noise: Tensor2D): TanhGaussianSample {
  return tanhGaussianSample(gaussiansOf(tiled(head, noise.shape[0] / 6)), noise);
}

const tiled = (x: Tensor2D, samples: number): Tensor2D => tile(x, [samples, 1]);
const rowsOf = (x: Tensor1D): Tensor2D => reshape<Rank.R2>(x, [-1, 6]);
const setOf = (x: Tensor2D): Tensor3D => reshape<Rank.R3>(x, [-1, 6, 2]);

/** A policy by its outputs in some states, and what its divergence there is made of. */
interface States {
  readonly observations: Tensor2D;
  readonly head: Tensor2D;
  readonly noise: Tensor2D;
  /** The actor's own. */
  readonly action: Tensor2D;
  readonly dataActions: Tensor2D;
}

function divergencesOf({ config }: Case, states: States): Tensor1D {
  const behaviorHead = networks.behavior!.apply(states.observations);
  const behavior = gaussiansOf(tiled(behaviorHead, 4));
  const critic = (a: Tensor2D) =>
    reshape<Rank.R1>(valuesOf(networks, ["divergenceCritic"], states.observations, a), [6]);
  const { action, preTanh, logProb } = sampled(states.head, states.noise);
  const { actionMargin = 0, sigma: width = 0 } = config;
  switch (config.divergence) {
    case "kl-sampled":
      return sampledKl(rowsOf(logProb), rowsOf(tanhGaussianLogProb(preTanh, behavior)));
    case "kl-sampled-clipped": {
      const within = clipByValue(action, actionMargin - 1, 1 - actionMargin);
      return sampledKl(rowsOf(logProb), rowsOf(tanhGaussianLogProbOfAction(within, behavior)));
    }
    case "kl-analytic":
      return gaussianKl(gaussiansOf(states.head), gaussiansOf(behaviorHead));
    case "mmd-laplacian":
    case "mmd-gaussian": {
      const shape = config.divergence === "mmd-gaussian" ? "gaussian" : "laplacian";
      const other = sampled(behaviorHead, bySample("behaviorNoise")).action;
      return meanKernelDifference(setOf(action), setOf(other), { shape, width });
    }
    case "kl-dual":
      return dualKl(critic(states.action), critic(states.dataActions));
    case "wasserstein-dual":
      return dualWasserstein(critic(states.action), critic(states.dataActions));
    default:
      throw new Error(`the divergence ${config.divergence} is not known`);
  }
}

const here = (action: Tensor2D, head: Tensor2D): States => ({
  observations,
  head,
  noise: bySample("divergenceNoise"),
  action,
  dataActions: actions,
});

interface PolicyOutputs {
  readonly policyHead: Tensor2D;
  readonly divergencePolicyHead: Tensor2D;
}

const onPolicy: readonly string[] = ["q1", "q2", "behavior", "divergenceCritic"];
const isWarmStart = ({ name }: Case) => name.endsWith("warm-start");

function policyLossOf(each: Case, { policyHead, divergencePolicyHead }: PolicyOutputs): Scalar {
  const { divergenceWeight, temperature } = each.config;
  const { action, logProb } = sampled(policyHead, matrix("actorNoise"));
  const divergence = mean<Scalar>(divergencesOf(each, here(action, divergencePolicyHead)));
  const penalty = mul<Scalar>(divergenceWeight, divergence);
  if (isWarmStart(each)) return penalty;
  const values = valuesOf(networks, ["q1", "q2"], observations, action);
  return add(softPolicyLoss(values, logProb, scalar(temperature)), penalty);
}

const withPolicy = golden.cases.filter(({ losses }) => "policy" in losses);
const withCritic = golden.cases.filter(({ losses }) => "critic" in losses);
const withDual = golden.cases.filter(({ losses }) => "dual" in losses);
const withDivergenceCritic = golden.cases.filter(({ losses }) => "divergenceCritic" in losses);

test("the file has 9 losses of the policy, 7 of the critics, 3 of the weight and 2 of the divergence's critic", () => {
  const counts = [withPolicy, withCritic, withDual, withDivergenceCritic].map(({ length }) => length);
  expect(counts).toEqual([9, 7, 3, 2]);
});

test.for(withPolicy)("golden $name: divergences, the policy's loss and its gradients", (each) => {
  const { action, logProb } = sampled(head(), matrix("actorNoise"));
  const parts = {
    policyActions: action,
    policyLogProbs: logProb,
    divergences: divergencesOf(each, here(action, head())),
  };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  const loss = () => {
    const outputs = head();
    return policyLossOf(each, { policyHead: outputs, divergencePolicyHead: outputs });
  };
  expect(continuousLossDifferences(golden, each.losses.policy!, loss, onPolicy)).toEqual([]);
});

const outputCases = withPolicy.flatMap((each) =>
  Object.keys(each.losses.policy!.gradients.outputs)
    .filter((output) => output.endsWith("Head"))
    .map((output) => ({ each, name: each.name, output })),
);

test.for(outputCases)("golden $name: the gradient of the policy's loss in $output", ({ each, output }) => {
  // without Q, the loss of the warm start depends on the actor's own action nowhere
  const isIndependent = isWarmStart(each) && output === "policyHead";
  const wrong = continuousOutputDifferences(golden, each.losses.policy!, output, head(), (varied) => {
    const outputs = { policyHead: head(), divergencePolicyHead: head() };
    const loss = policyLossOf(each, { ...outputs, [output]: reshape<Rank.R2>(varied, [6, 4]) });
    return isIndependent ? add(loss, mul(0, mean<Scalar>(varied))) : loss;
  });
  expect(wrong).toEqual([]);
});

test.for(withCritic)("golden $name: divergences, targets, the critics' loss and its gradients", (each) => {
  const { divergenceWeight, temperature, minimumWeight = 1, penalty = "value" } = each.config;
  const nextHead = networks.policy!.apply(nextObservations);
  const next = sampled(nextHead, matrix("backupNoise"));
  const values = valuesOf(networks, ["q1Target", "q2Target"], nextObservations, next.action);
  const softValues = sub<Tensor2D>(values, mul(temperature, next.logProb));
  const ofNext = divergencesOf(each, {
    observations: nextObservations,
    head: nextHead,
    noise: bySample("nextDivergenceNoise"),
    action: next.action,
    dataActions: matrix("nextActions"),
  });
  const ofThis = divergencesOf(each, here(next.action, head()));
  const penalized = (x: Tensor1D | Tensor2D, divergences: Tensor1D) =>
    sub(x, mul(divergenceWeight, divergences));
  const targets =
    penalty === "value"
      ? criticsTarget(batch, reshape<Rank.R2>(penalized(softValues, ofNext), [2, 6]), minimumWeight)
      : criticsTarget(
          { ...batch, rewards: reshape<Rank.R1>(penalized(batch.rewards, ofThis), [6]) },
          softValues,
          minimumWeight,
        );
  const divergences = penalty === "value" ? { nextDivergences: ofNext } : { divergences: ofThis };
  const parts = { nextActions: next.action, nextLogProbs: next.logProb, targets, ...divergences };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  const loss = () => criticLoss(valuesOf(networks, ["q1", "q2"], observations, actions), targets);
  expect(continuousLossDifferences(golden, each.losses.critic!, loss)).toEqual([]);
});

test.for(withDual)("golden $name: the weight's loss and its gradient, in log λ and in λ itself", (each) => {
  const { targetDivergence = 0, divergenceWeightMax = 0 } = each.config;
  const sampledDivergence = { ...each, config: { ...each.config, divergence: "kl-sampled" } };
  const divergence = mean<Scalar>(divergencesOf(sampledDivergence, here(actions, head())));
  const file = { ...golden.file, parameters: each.parameters };
  const inLog = parameterDifferences({ file }, each.losses.dual!, "logDivergenceWeight", (logWeight) => {
    const multiplier = lagrangeMultiplier(reshape<Rank.R0>(logWeight, []), divergenceWeightMax);
    return lagrangeLoss(multiplier, divergence, targetDivergence);
  });
  const inWeight = parameterDifferences({ file }, each.losses.dualDirect!, "divergenceWeight", (weight) =>
    lagrangeLoss(reshape<Rank.R0>(weight, []), divergence, targetDivergence),
  );
  expect([...inLog, ...inWeight]).toEqual([]);
});

test.for(withDivergenceCritic)("golden $name: slopes, the critic's loss and its gradients", (each) => {
  const critic = criticEnsemble("the divergence's critic", 1, [5, 5, 5], randomStream(0, "critic"));
  for (const [i, variable] of critic.variables.entries()) {
    variable.assign(reshape(networks.divergenceCritic!.variables[i]!, variable.shape));
  }
  const { action } = sampled(head(), matrix("actorNoise"));
  const between = interpolated(action, actions, reshape<Rank.R2>(given("interpolation"), [6, 1]));
  const valuesAt = (a: Tensor2D) => reshape<Rank.R1>(critic.values(observations, a), [6]);
  const slopes = () => {
    const gradients = inputGradient(critic.network, concat([observations, between], 1));
    return slopeOf(reshape<Rank.R2>(slice(gradients, [0, 0, 3], [1, 6, 2]), [6, 2]));
  };
  const dual = each.name.endsWith("kl") ? dualKl : dualWasserstein;
  const divergences = () => dual(valuesAt(action), valuesAt(actions));
  expect(continuousMismatches(golden, each, { divergences: divergences(), slopes: slopes() })).toEqual([]);
  const { gradientPenaltyWeight = 0 } = each.config;
  const loss = () => divergenceCriticLoss(divergences(), slopes(), gradientPenaltyWeight);
  const own = { ...networks.divergenceCritic!, variables: critic.variables };
  const withOwn = { ...golden, networks: { ...networks, divergenceCritic: own } };
  expect(continuousLossDifferences(withOwn, each.losses.divergenceCritic!, loss)).toEqual([]);
});
