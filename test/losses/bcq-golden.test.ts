import {
  add,
  clipByValue,
  mul,
  type Rank,
  reshape,
  type Scalar,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { perCandidate } from "../../src/algorithms/candidates.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import { deterministicPolicyLoss } from "../../src/losses/deterministic-policy.ts";
import { bestMixedValue } from "../../src/losses/mixed-value.ts";
import { latentDivergence, reconstructionError } from "../../src/losses/vae.ts";
import { sampledLatents, vaeOf } from "../../src/networks/conditional-vae.ts";
import { perturbationOf } from "../../src/networks/perturbation.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
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
    readonly perturbationMax: number;
    readonly latentClip: number;
    readonly minimumWeight: number;
    readonly klWeight: number;
  };
}

const golden = continuousGolden<Case>("bcq");
const { networks, batch, given, matrix } = golden;
const { observations, actions, nextObservations } = batch;
const caseOf = (name: string) => golden.cases.find((each) => each.name === name)!;
const vae = vaeOf(networks.encoder!, networks.decoder!, 4);

/** The file's candidates, [rows][candidates][size], candidate by candidate, and the other way round. */
const byCandidate = (x: Tensor3D): Tensor2D => reshape<Rank.R2>(transpose(x, [1, 0, 2]), [-1, x.shape[2]]);
const byRow = (x: Tensor2D, size: number): Tensor3D =>
  transpose(reshape<Rank.R3>(x, [4, 6, size]), [1, 0, 2]);

function targetsOf({ config }: Case) {
  const next = perCandidate(nextObservations, 4);
  const latents = clipByValue(
    byCandidate(given("candidateLatents") as Tensor3D),
    -config.latentClip,
    config.latentClip,
  );
  const decoded = vae.decode(next, latents);
  const moved = perturbationOf(networks.perturbationTarget!, config.perturbationMax).apply(next, decoded);
  const values = valuesOf(networks, ["q1Target", "q2Target"], next, moved);
  const best = bestMixedValue(values, 4, config.minimumWeight);
  return {
    decodedActions: byRow(decoded, 2),
    nextActions: byRow(moved, 2),
    targets: criticsTarget(batch, best),
  };
}

test("golden critic: candidates, targets, loss and gradients", () => {
  const each = caseOf("critic");
  const { targets, ...parts } = targetsOf(each);
  expect(continuousMismatches(golden, each, { ...parts, targets })).toEqual([]);
  const loss = () => criticLoss(valuesOf(networks, ["q1", "q2"], observations, actions), targets);
  expect(continuousLossDifferences(golden, each.losses.critic!, loss)).toEqual([]);
});

test("golden actor: the perturbation's loss and its gradients, in its actions too, through the first critic", () => {
  const each = caseOf("actor");
  const { latentClip, perturbationMax } = each.config;
  const decodedActions = tidy(() =>
    vae.decode(observations, clipByValue(matrix("actorLatents"), -latentClip, latentClip)),
  );
  const moved = () =>
    perturbationOf(networks.perturbation!, perturbationMax).apply(observations, decodedActions);
  const lossOf = (policyActions: Tensor2D): Scalar =>
    deterministicPolicyLoss(valuesOf(networks, ["q1", "q2"], observations, policyActions));
  const parts = { decodedActions, policyActions: moved() };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  const { perturbation } = each.losses;
  expect(continuousLossDifferences(golden, perturbation!, () => lossOf(moved()), ["q1", "q2"])).toEqual([]);
  const inActions = continuousOutputDifferences(golden, perturbation!, "policyActions", moved(), (output) =>
    lossOf(reshape<Rank.R2>(output, [6, 2])),
  );
  expect(inActions).toEqual([]);
});

test("golden vae: latents, both parts, the loss and its gradients, in the latents too", () => {
  const each = caseOf("vae");
  const latentsOf = () => sampledLatents(vae.encode(observations, actions), matrix("encoderNoise"));
  const reconstructionOf = (latents: Tensor2D): Scalar =>
    reconstructionError(vae.decode(observations, latents), actions);
  const divergence = (): Scalar => latentDivergence(vae.encode(observations, actions));
  const loss = (): Scalar => add(reconstructionOf(latentsOf()), mul(each.config.klWeight, divergence()));
  const parts = { latents: latentsOf(), reconstruction: reconstructionOf(latentsOf()), kl: divergence() };
  expect(continuousMismatches(golden, each, parts)).toEqual([]);
  expect(continuousLossDifferences(golden, each.losses.vae!, loss)).toEqual([]);
  const inLatents = continuousOutputDifferences(golden, each.losses.vae!, "latents", latentsOf(), (output) =>
    reconstructionOf(reshape<Rank.R2>(output, [6, 4])),
  );
  expect(inLatents).toEqual([]);
});
