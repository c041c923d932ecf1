import {
  clipByValue,
  neg,
  type Scalar,
  squaredDifference,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { weightedRegressionLoss } from "../losses/weighted-regression.ts";
import type { Actor, StochasticActor } from "../networks/actor.ts";
import { deterministicActor } from "../networks/deterministic-actor.ts";
import type { Dropping } from "../networks/dropping.ts";
import { gaussianActor } from "../networks/gaussian-actor.ts";
import {
  type ActorShape,
  sharedStdTanhGaussianActor,
  tanhGaussianActor,
} from "../networks/tanh-gaussian-actor.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { tensorRandomStream } from "../tensor/random.ts";
import { type ActorPolicies, drawingPolicies, noisyPolicies } from "./actor-policies.ts";
import type { ContinuousBatch } from "./batch.ts";
import { oneOf, positiveShare, type Rule, type Rules, share, type Unused } from "./config.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";

/**
 * A policy that draws its actions. "gaussian": N(tanh m(s), σ) with one σ for all states, not squashed, so that actions at a bound
 * count like others. "tanhGaussian": tanh of N(m(s), σ(s)). "sharedStdTanhGaussian": the same with one σ for all states.
 */
export type DrawingPolicy = "gaussian" | "tanhGaussian" | "sharedStdTanhGaussian";

/** Settings of a policy that is fitted to the log's actions. */
export interface RegressedPolicyConfig {
  /** Share of the policy's hidden entries that are dropped in training, in [0, 1). Default 0. */
  readonly policyDropout: number;
  /**
   * Actions of the log, scaled to [−1, 1], count at most as ±(1 − actionMargin): at a bound a squashed policy has no density.
   * In (0, 1). Default 1e-3. Only with a squashed policy.
   */
  readonly actionMargin?: number;
}

export const regressedPolicyRules: Rules<RegressedPolicyConfig> = {
  policyDropout: share,
  actionMargin: positiveShare,
};

export const drawingPolicyRule: Rule = oneOf("gaussian", "tanhGaussian", "sharedStdTanhGaussian");

/** `actionMargin` beside a policy that has a density at the bounds. */
export function unusedMargin(policy: DrawingPolicy | "deterministic"): Unused<RegressedPolicyConfig> {
  const isSquashed = policy === "tanhGaussian" || policy === "sharedStdTanhGaussian";
  return ["actionMargin", !isSquashed, `has no effect when policy is "${policy}"`];
}

/** A policy that is fitted to the actions of the log, each with its weight, and its optimizer. */
export interface RegressedPolicy<Fitted extends Actor = Actor> {
  readonly variables: readonly Variable[];
  readonly actor: Fitted;
  readonly policies: ActorPolicies;
  /** One step on −mean w log π(a|s), the weights [rows] being constants; the loss before it. */
  fit(batch: ContinuousBatch, weights: Tensor1D): Scalar;
  dispose(): void;
}

/** What every policy needs to know. */
interface PolicySettings extends RegressedPolicyConfig {
  readonly hiddenSizes: readonly number[];
  readonly policyLearningRate: number;
  /** Over which the step size falls to 0. */
  readonly policyDecaySteps?: number;
  readonly seed: number;
}

const actors = {
  gaussian: gaussianActor,
  tanhGaussian: tanhGaussianActor,
  sharedStdTanhGaussian: sharedStdTanhGaussianActor,
} as const;

/** What a policy that draws needs to know. */
interface DrawingSettings extends PolicySettings {
  readonly policy: DrawingPolicy;
}

/** A network for the settings, whose weights start from the seed. */
export function drawingActor(
  name: string,
  inputs: ContinuousInputs,
  config: DrawingSettings,
): StochasticActor {
  return actors[config.policy](name, shapeOf(inputs, config), randomStream(config.seed, "policy"));
}

/** A policy that draws its actions, fitted by their likelihood. */
export function drawingRegression(
  inputs: ContinuousInputs,
  config: DrawingSettings,
): RegressedPolicy<StochasticActor> {
  const actor = drawingActor("the policy", inputs, config);
  const { policy, actionMargin = 1e-3 } = config;
  const within = (actions: Tensor2D): Tensor2D =>
    policy === "gaussian" ? actions : clipByValue(actions, actionMargin - 1, 1 - actionMargin);
  return {
    ...fitted(actor, config, (batch, dropping) =>
      actor.logProb(batch.observations, within(batch.actions), dropping),
    ),
    policies: drawingPolicies(inputs, actor.mode, actor),
  };
}

/** σ of the noise by which a deterministic policy explores, for actions scaled to [−1, 1]; TD3's (arXiv:1802.09477). */
const explorationNoise = 0.1;

/** A deterministic policy π, fitted by −‖a − π(s)‖² in place of the log-likelihood. */
export function deterministicRegression(inputs: ContinuousInputs, config: PolicySettings): RegressedPolicy {
  const random = randomStream(config.seed, "policy");
  const actor = deterministicActor("the policy", shapeOf(inputs, config), random);
  return {
    ...fitted(actor, config, ({ observations, actions }, dropping) =>
      neg(sum<Tensor1D>(squaredDifference(actor.mode(observations, dropping), actions), 1)),
    ),
    policies: noisyPolicies(inputs, actor.mode, explorationNoise),
  };
}

function shapeOf(
  { observationSize, actionSize }: ContinuousInputs,
  { hiddenSizes, policyDropout }: PolicySettings,
): ActorShape {
  return { sizes: [observationSize, ...hiddenSizes], actionSize, dropout: policyDropout };
}

/** The actor with an optimizer of its weighted likelihood. */
function fitted<Fitted extends Actor>(
  actor: Fitted,
  { policyLearningRate, policyDecaySteps: decaySteps, seed }: PolicySettings,
  likelihood: (batch: ContinuousBatch, dropping: Dropping) => Tensor1D,
): Omit<RegressedPolicy<Fitted>, "policies"> {
  const optimizer = adam(actor.variables, {
    learningRate: policyLearningRate,
    ...(decaySteps !== undefined && { decaySteps }),
  });
  const dropping = tensorRandomStream(seed, "dropout");
  return {
    variables: [...actor.variables, ...optimizer.state, dropping],
    actor,
    fit: (batch, weights) =>
      minimize("the policy's loss", optimizer, () => ({
        loss: weightedRegressionLoss(likelihood(batch, dropping), weights),
      })).loss,
    dispose() {
      for (const part of [actor, optimizer, dropping]) part.dispose();
    },
  };
}
