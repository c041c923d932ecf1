import { mean, mul, type Rank, reshape, type Scalar, sub, type Tensor2D, tanh } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { smoothed } from "../../src/algorithms/target-smoothing.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import { deterministicPolicyLoss } from "../../src/losses/deterministic-policy.ts";
import { rebracPolicyLoss, squaredDistance, td3BcPolicyLoss } from "../../src/losses/near-behavior.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";
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
    readonly noiseStd?: number;
    readonly noiseClip?: number;
    readonly alpha?: number;
    readonly actorBehaviorWeight?: number;
    readonly criticBehaviorWeight?: number;
    readonly normalizeQ?: boolean;
  };
}

const online = ["q1", "q2"];
const goldens = {
  td3: continuousGolden<Case>("td3"),
  "td3-bc": continuousGolden<Case>("td3-bc"),
  rebrac: continuousGolden<Case>("rebrac"),
};

/** The smoothed target actions and the values of the file's target critics there. */
function nextOf({ networks, batch, matrix }: (typeof goldens)["td3"], { config }: Case) {
  const { noiseStd: targetNoise = 0, noiseClip: targetNoiseLimit = 0 } = config;
  const head = networks.policyTarget!.apply(batch.nextObservations);
  const nextActions = smoothed(tanh(head), matrix("targetNoise"), { targetNoise, targetNoiseLimit });
  const values = valuesOf(networks, ["q1Target", "q2Target"], batch.nextObservations, nextActions);
  return { nextActions, values };
}

test.for(["td3", "td3-bc"] as const)(
  "golden %s critic: smoothed actions, targets, loss and gradients",
  (name) => {
    const golden = goldens[name];
    const { batch, networks } = golden;
    const each = golden.cases.find((each) => each.name === "critic")!;
    const { nextActions, values } = nextOf(golden, each);
    const targets = criticsTarget(batch, values);
    expect(continuousMismatches(golden, each, { nextActions, targets })).toEqual([]);
    const loss = () => criticLoss(valuesOf(networks, online, batch.observations, batch.actions), targets);
    expect(continuousLossDifferences(golden, each.losses.critic!, loss)).toEqual([]);
  },
);

test("golden rebrac critic: the distance to the log's next actions, targets, loss and gradients", () => {
  const golden = goldens.rebrac;
  const { batch, networks, matrix } = golden;
  const each = golden.cases.find((each) => each.name === "critic")!;
  const { nextActions, values } = nextOf(golden, each);
  const nextPenalty = squaredDistance(nextActions, matrix("nextActions"));
  const penalized = sub<Tensor2D>(values, mul(each.config.criticBehaviorWeight!, nextPenalty));
  const targets = criticsTarget(batch, penalized);
  expect(continuousMismatches(golden, each, { nextActions, nextPenalty, targets })).toEqual([]);
  const loss = () => criticLoss(valuesOf(networks, online, batch.observations, batch.actions), targets);
  expect(continuousLossDifferences(golden, each.losses.critic!, loss)).toEqual([]);
});

/** What a policy's loss of each file is, of the policy's actions. */
const policyLosses = {
  td3: (values: Tensor2D) => ({ loss: deterministicPolicyLoss(values) }),
  "td3-bc": (values: Tensor2D, actions: Tensor2D, { config }: Case) =>
    td3BcPolicyLoss(values, actions, goldens["td3-bc"].batch.actions, config.alpha!),
  rebrac: (values: Tensor2D, actions: Tensor2D, { config }: Case) =>
    rebracPolicyLoss(values, actions, goldens.rebrac.batch.actions, {
      actorBehaviorWeight: config.actorBehaviorWeight!,
      normalizeValues: config.normalizeQ!,
    }),
};

const policyCases = (["td3", "td3-bc", "rebrac"] as const).flatMap((file) =>
  goldens[file].cases
    .filter(({ losses }) => "policy" in losses)
    .map((each) => ({ file, name: each.name, each })),
);

test("the files have five losses of a policy", () => {
  expect(policyCases).toHaveLength(5);
});

test.for(policyCases)(
  "golden $file $name: the loss, and its gradients through the critics",
  ({ file, each }) => {
    const golden = goldens[file];
    const { networks, batch } = golden;
    const lossOf = (head: Tensor2D): Scalar => {
      const actions = tanh(head);
      return policyLosses[file](valuesOf(networks, online, batch.observations, actions), actions, each).loss;
    };
    const head = () => networks.policy!.apply(batch.observations);
    const policy = each.losses.policy!;
    expect(continuousLossDifferences(golden, policy, () => lossOf(head()), online)).toEqual([]);
    const inHead = continuousOutputDifferences(golden, policy, "policyHead", head(), (output) =>
      lossOf(reshape<Rank.R2>(output, [6, 2])),
    );
    expect(inHead).toEqual([]);
  },
);

/** A loss of the case `actor` of a file, in its parts. */
function actorOf<File extends "td3-bc" | "rebrac">(file: File) {
  const { networks, batch, cases } = goldens[file];
  const each = cases.find(({ name }) => name === "actor")!;
  const actions = tanh(networks.policy!.apply(batch.observations));
  const values = valuesOf(networks, online, batch.observations, actions);
  return { each, actions, ...policyLosses[file](values, actions, each) };
}

test("the parts of TD3+BC's loss are those of the file", () => {
  const {
    each,
    actions: policyActions,
    valueScale: lambda,
    behaviorLoss: behaviorCloning,
  } = actorOf("td3-bc");
  const got = { policyActions, lambda, behaviorCloning };
  expect(continuousMismatches(goldens["td3-bc"], each, got)).toEqual([]);
});

test("the parts of ReBRAC's loss are those of the file", () => {
  const { each, actions: policyActions, valueScale: lambda, behaviorLoss } = actorOf("rebrac");
  const penalty = squaredDistance(policyActions, goldens.rebrac.batch.actions);
  expect(continuousMismatches(goldens.rebrac, each, { policyActions, lambda, penalty })).toEqual([]);
  expect(entriesOf(behaviorLoss)).toEqual(entriesOf(mean(penalty)));
});
