import {
  add,
  exp,
  expandDims,
  mul,
  type Rank,
  reshape,
  type Scalar,
  scalar,
  slice,
  stack,
  sub,
  type Tensor2D,
  type Tensor3D,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type BackupAction, nextValues } from "../../src/algorithms/next-value.ts";
import { policyActions, uniformActions, valuesOfActions } from "../../src/algorithms/sampled-actions.ts";
import {
  proposedActions,
  pushedDownValue,
  type SampledPenalty,
  sampledPenalty,
  valuesOfProposed,
} from "../../src/algorithms/sampled-penalty.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import { softPolicyLoss } from "../../src/losses/entropy-regularized.ts";
import { lagrangeLoss, lagrangeMultiplier } from "../../src/losses/lagrange.ts";
import { gaussiansOf } from "../../src/networks/gaussian-head.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { tanhGaussianLogProbOfAction, tanhGaussianSample } from "../../src/tensor/tanh-gaussian.ts";
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
    readonly conservativeWeight?: number;
    readonly temperature?: number;
    readonly gapMin?: number;
    readonly gapMax?: number;
    readonly gapThreshold?: number;
    readonly alphaMax?: number;
    readonly weightScales?: "gap" | "difference";
  };
  readonly parameters: { readonly logAlpha?: number };
}

const golden = continuousGolden<Case>("cql");
const { networks, batch, matrix, given, cases } = golden;
const { observations, actions, nextObservations } = batch;
const caseOf = (name: string) => cases.find((each) => each.name === name)!;
const draw = (name: string): Tensor3D => reshape<Rank.R3>(given(name), [6, 4, 2]);
const temperature = exp<Scalar>(scalar(Number(golden.file.parameters.logTemperature)));
const gaussiansAt = (states: Tensor2D) => gaussiansOf(networks.policy!.apply(states));
const online = (states: Tensor2D, of: Tensor2D) => valuesOf(networks, ["q1", "q2"], states, of);
const target = (states: Tensor2D, of: Tensor2D) => valuesOf(networks, ["q1Target", "q2Target"], states, of);

/** What is pushed down in each case of the file, and whether the log's actions are pushed up. */
const forms: Readonly<Record<string, Partial<SampledPenalty>>> = {
  "cql-h": {},
  "cql-h-normalized": { normalized: true },
  "cql-h-temperature": { maximizerTemperature: 2 },
  "cql-rho": { pushDown: "mixtureLogSumExp" },
  "cql-rho-policy": { pushDown: "policyLogSumExp", normalized: true },
  "cql-policy": { pushDown: "policy" },
  "push-down-policy": { pushDown: "policy", pushUp: false },
  "clipped-gap": { gapBounds: [3.75, 4] },
  "lagrange-scaled-gap": {},
  "lagrange-scaled-difference": {},
  "lagrange-gap-below-threshold": {},
  "lagrange-at-maximum": {},
};

const backups: Readonly<Record<string, { readonly backup: BackupAction; readonly entropy?: boolean }>> = {
  "backup-plain": { backup: "policySample" },
  "backup-entropy": { backup: "policySample", entropy: true },
  "backup-mean-action": { backup: "policyMean" },
  "backup-max-then-min": { backup: "maximum" },
  "backup-min-then-max": { backup: "maximumOfLeast" },
  "backup-min-then-max-entropy": { backup: "maximumOfLeast", entropy: true },
};

const formOf = (name: string): SampledPenalty => ({ pushDown: "logSumExp", pushUp: true, ...forms[name] });

function targetsOf(backup: BackupAction, hasEntropy = false) {
  const gaussians = gaussiansAt(nextObservations);
  const samples = policyActions(gaussians, draw("maxBackupNoise"));
  const next = { observations: nextObservations, gaussians, samples, noise: () => matrix("backupNoise") };
  return criticsTarget(batch, nextValues(backup, target, next, hasEntropy ? temperature : undefined));
}

function proposedBy(form: SampledPenalty) {
  return proposedActions(form.pushDown, {
    uniform: () => uniformActions(draw("randomActions")),
    policy: () => policyActions(gaussiansAt(observations), draw("currentNoise")),
    nextPolicy: () => policyActions(gaussiansAt(nextObservations), draw("nextNoise")),
  });
}

function partsOf(name: string) {
  const form = formOf(name);
  const proposed = proposedBy(form);
  const { dataValues, proposedValues } = valuesOfProposed(online, batch, proposed.actions);
  return {
    dataValues,
    proposedValues,
    logDensities: proposed.logDensities,
    temporalDifference: criticLoss(dataValues, targetsOf("policySample")),
    penalty: sampledPenalty(dataValues, proposedValues, proposed.logDensities, form),
  };
}

/** Σ_i of the file's terms is twice the mean, which the algorithm has; its weight w is a scale of α and τ. */
function weighed({ config, parameters }: Case, penalty: Scalar): Scalar {
  const { conservativeWeight: w = 1, gapThreshold, alphaMax = 1, weightScales } = config;
  if (gapThreshold === undefined) return mul<Scalar>(2 * w, penalty);
  const threshold = weightScales === "gap" ? gapThreshold / w : gapThreshold;
  const alpha = Math.min(Math.exp(parameters.logAlpha!), alphaMax);
  return mul<Scalar>(2 * alpha * w, sub(penalty, threshold));
}

test("every case of the file is tested here", () => {
  const names = [...Object.keys(forms), ...Object.keys(backups), "actor", "actor-warm-start"];
  expect(cases.map(({ name }) => name)).toEqual(names);
});

test.for(Object.keys(forms))("golden %s: values, what is pushed down, error and gap", (name) => {
  const each = caseOf(name);
  const { dataValues, proposedValues, logDensities, temporalDifference } = partsOf(name);
  expect(continuousMismatches(golden, each, { temporalDifference })).toEqual([]);
  for (const i of [0, 1]) {
    const data = reshape<Rank.R1>(slice(dataValues, [i, 0], [1, 6]), [6]);
    const proposed = reshape<Rank.R2>(slice(proposedValues, [i, 0, 0], [1, -1, -1]), [6, -1]);
    const form = formOf(name);
    const got = {
      [`q${i + 1}Data`]: data,
      [`q${i + 1}PushedDown`]: pushedDownValue(data, proposed, logDensities, form),
      [`q${i + 1}Gap`]: sampledPenalty(
        expandDims(data, 0),
        expandDims<Tensor3D>(proposed, 0),
        logDensities,
        form,
      ),
    };
    expect(continuousMismatches(golden, each, got)).toEqual([]);
  }
});

test("golden cql-h: actions and their log-densities, N of each source, and their values at s", () => {
  const each = caseOf("cql-h");
  const [current, next] = [
    policyActions(gaussiansAt(observations), draw("currentNoise")),
    policyActions(gaussiansAt(nextObservations), draw("nextNoise")),
  ];
  const got = {
    currentActions: current.actions,
    currentLogProbs: current.logDensities,
    nextActions: next.actions,
    nextLogProbs: next.logDensities,
    q1Random: firstOf(valuesOfActions(online, observations, draw("randomActions"))),
    q1Next: firstOf(valuesOfActions(online, observations, next.actions)),
    q1Current: firstOf(valuesOfActions(online, observations, current.actions)),
  };
  expect(continuousMismatches(golden, each, got)).toEqual([]);
});

function firstOf(values: Tensor3D): Tensor3D {
  return slice(values, 0, 1);
}

test.for(Object.keys(forms))("golden %s: the critics' loss and its gradients, in the values too", (name) => {
  const each = caseOf(name);
  const expected = each.losses.critic!;
  const loss = () => {
    const { temporalDifference, penalty } = partsOf(name);
    return add<Scalar>(temporalDifference, weighed(each, penalty));
  };
  expect(continuousLossDifferences(golden, expected, loss)).toEqual([]);
  const { dataValues, proposedValues, logDensities } = partsOf(name);
  const q2 = slice(dataValues, [1, 0], [1, 6]);
  const inData = continuousOutputDifferences(golden, expected, "q1Data", slice(dataValues, 0, 1), (q1) => {
    const both = reshape<Rank.R2>(stack([q1, q2]), [2, 6]);
    const penalty = sampledPenalty(both, proposedValues, logDensities, formOf(name));
    return add<Scalar>(criticLoss(both, targetsOf("policySample")), weighed(each, penalty));
  });
  expect(inData).toEqual([]);
});

const lagrange = cases.filter(({ parameters }) => parameters.logAlpha !== undefined);

test("the file has 4 cases of the multiplier", () => {
  expect(lagrange).toHaveLength(4);
});

test.for(lagrange)("golden $name: the multiplier's loss, and its gradient in log α", (each) => {
  const { conservativeWeight: w = 1, gapThreshold = 0, alphaMax = 1, weightScales } = each.config;
  const threshold = weightScales === "gap" ? gapThreshold / w : gapThreshold;
  const { penalty } = partsOf(each.name);
  const file = { ...golden.file, parameters: { logAlpha: each.parameters.logAlpha! } };
  const wrong = parameterDifferences({ file }, each.losses.alpha!, "logAlpha", (logAlpha) => {
    const multiplier = lagrangeMultiplier(reshape<Rank.R0>(logAlpha, []), alphaMax);
    return mul<Scalar>(w, lagrangeLoss(multiplier, penalty, threshold));
  });
  expect(wrong).toEqual([]);
});

test.for(Object.entries(backups))("golden %s: targets, loss and gradients", ([name, { backup, entropy }]) => {
  const each = caseOf(name);
  const targets = targetsOf(backup, entropy);
  expect(continuousMismatches(golden, each, { targets })).toEqual([]);
  const loss = () => criticLoss(online(observations, actions), targets);
  expect(continuousLossDifferences(golden, each.losses.critic!, loss)).toEqual([]);
});

test("golden actor: the policy's loss and its gradients", () => {
  const loss = () => {
    const { action, logProb } = tanhGaussianSample(gaussiansAt(observations), matrix("actorNoise"));
    return softPolicyLoss(online(observations, action), logProb, temperature);
  };
  const expected = caseOf("actor").losses.policy!;
  expect(continuousLossDifferences(golden, expected, loss, ["q1", "q2"])).toEqual([]);
});

test("golden actor-warm-start: the likelihood of the log's actions in the place of the values", () => {
  const loss = () => {
    const gaussians = gaussiansAt(observations);
    const { logProb } = tanhGaussianSample(gaussians, matrix("actorNoise"));
    const dataLogProb = tanhGaussianLogProbOfAction(actions, gaussians);
    return softPolicyLoss(expandDims(dataLogProb, 0), logProb, temperature);
  };
  const expected = caseOf("actor-warm-start").losses.policy!;
  expect(continuousLossDifferences(golden, expected, loss)).toEqual([]);
});
