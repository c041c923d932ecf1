import {
  add,
  mean,
  min,
  mul,
  type Rank,
  reshape,
  type Scalar,
  scalar,
  slice,
  stack,
  sub,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { takenValues } from "../../src/algorithms/discrete-critics.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import { criticMixture } from "../../src/losses/critic-mixture.ts";
import { discreteSoftPolicyLoss, softValues } from "../../src/losses/discrete-entropy-regularized.ts";
import { lagrangeLoss, lagrangeMultiplier } from "../../src/losses/lagrange.ts";
import { supportOf, valuesWithin } from "../../src/losses/support.ts";
import { expectedTarget, greedyTarget } from "../../src/tensor/bellman-target.ts";
import { categoricalKl } from "../../src/tensor/categorical-kl.ts";
import { init } from "../../src/tensor/init.ts";
import {
  type GoldenCase,
  goldenBatch,
  goldenNetworks,
  intermediateMismatches,
  loadLosses,
  lossDifferences,
} from "./golden.ts";
import { loadContinuousLosses, parameterDifferences } from "./golden-continuous.ts";

await init();

interface Case extends GoldenCase {
  readonly config: {
    readonly penalty?: "none" | "value" | "reward";
    readonly divergenceWeight?: number;
    readonly temperature?: number;
    readonly minimumWeight?: number;
    readonly targetDivergence?: number;
    readonly divergenceWeightMax?: number;
    readonly epsilon?: number;
    readonly double?: boolean;
  };
  readonly parameters: Readonly<Record<string, number>>;
}

const file = loadLosses<Case>("discrete-brac");
const networks = goldenNetworks(file);
const { policy, behavior } = networks;
const batch = goldenBatch(file);
const { observations, nextObservations } = batch;
const among = (names: readonly string[], x: Tensor2D): Tensor3D =>
  reshape<Rank.R3>(stack(names.map((name) => networks[name]!.apply(x))), [names.length, 6, 4]);
const online = () => among(["q1", "q2"], observations);
const divergence = (x: Tensor2D): Tensor1D => categoricalKl(policy!.apply(x), behavior!.apply(x));
const casesOf = (prefix: string) => file.cases.filter(({ name }) => name.includes(prefix));
const critic = (targets: Tensor1D) => criticLoss(takenValues(online(), batch.actions), targets);

test("the file has 2 losses of the policy, 4 of the critics, 3 of the weight and 3 of the support", () => {
  const prefixes = ["actor", "penalty-critic", "dual-", "support-mask"];
  expect(prefixes.map((prefix) => casesOf(prefix).length)).toEqual([2, 4, 3, 3]);
});

test.for(casesOf("actor"))("golden $name: the policy's loss and its gradients", (each) => {
  const { divergenceWeight = 0, temperature = 0 } = each.config;
  expect(intermediateMismatches(file, each, { divergence: divergence(observations) })).toEqual([]);
  const loss = () => {
    const soft = discreteSoftPolicyLoss(policy!.apply(observations), online(), scalar(temperature));
    return add<Scalar>(soft, mul(divergenceWeight, mean<Scalar>(divergence(observations))));
  };
  const { behavior: _constant, ...held } = networks;
  expect(lossDifferences(file, each.losses.policy!, held, loss)).toEqual([]);
});

test.for(casesOf("penalty-critic"))("golden $name: targets, the critics' loss and its gradients", (each) => {
  const { divergenceWeight = 0, temperature = 0, minimumWeight = 1, penalty } = each.config;
  const logits = policy!.apply(nextObservations);
  const soft = softValues(logits, among(["q1Target", "q2Target"], nextObservations), scalar(temperature));
  const penaltyIn = (x: Tensor2D) => mul<Tensor1D>(divergenceWeight, divergence(x));
  const nextPenalty = reshape<Rank.R3>(penaltyIn(nextObservations), [1, 6, 1]);
  const mixed = criticMixture(soft, minimumWeight);
  const values = penalty === "value" ? sub<Tensor3D>(mixed, nextPenalty) : mixed;
  const lowered = sub<Tensor1D>(batch.rewards, penaltyIn(observations));
  const rewards = penalty === "reward" ? lowered : batch.rewards;
  const targets = expectedTarget({ ...batch, rewards }, logits, values);
  const parts = { targets, nextDivergence: divergence(nextObservations) };
  expect(intermediateMismatches(file, each, parts)).toEqual([]);
  expect(lossDifferences(file, each.losses.critic!, networks, () => critic(targets))).toEqual([]);
});

test.for(casesOf("dual-"))("golden $name: the weight's loss and its gradient in log λ", (each) => {
  const { targetDivergence = 0, divergenceWeightMax = 0 } = each.config;
  const withParameters = { ...loadContinuousLosses<Case>("discrete-brac"), parameters: each.parameters };
  const wrong = parameterDifferences(
    { file: withParameters },
    each.losses.dual!,
    "logDivergenceWeight",
    (logWeight) => {
      const multiplier = lagrangeMultiplier(reshape<Rank.R0>(logWeight, []), divergenceWeightMax);
      return lagrangeLoss(multiplier, mean<Scalar>(divergence(observations)), targetDivergence);
    },
  );
  expect(wrong).toEqual([]);
});

test.for(casesOf("support-mask"))("golden $name: the support, targets, the critics' loss", (each) => {
  const { epsilon = 0, double } = each.config;
  const allowed = supportOf(behavior!.apply(nextObservations), epsilon);
  const targetValues = among(["q1Target", "q2Target"], nextObservations);
  const first = reshape<Rank.R2>(slice(targetValues, [0, 0, 0], [1, 6, 4]), [6, 4]);
  const values = double ? first : min<Tensor2D>(targetValues, 0);
  const selector = double ? networks.q1!.apply(nextObservations) : values;
  const targets = greedyTarget(batch, values, valuesWithin(allowed, selector));
  expect(intermediateMismatches(file, each, { targets, allowed })).toEqual([]);
  expect(lossDifferences(file, each.losses.critic!, networks, () => critic(targets))).toEqual([]);
});
