import {
  clipByValue,
  type Scalar,
  squaredDifference,
  neg,
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
import { oneOf, positiveFraction, type Rule, type Rules, rule, type Unused } from "./config.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";

/**
 * A policy that draws its actions. "gaussian": N(tanh m(s), σ) with one σ for all states, which gives actions at the bounds a
 * finite density. "tanhGaussian": tanh of N(m(s), σ(s)). "sharedStdTanhGaussian": the same with one σ for all states.
 */
export type StochasticPolicyForm = "gaussian" | "tanhGaussian" | "sharedStdTanhGaussian";

/** Settings of a policy that is fitted to the log's actions. */
export interface RegressedPolicyConfig<Form extends string = StochasticPolicyForm> {
  /** What the policy is. */
  readonly policy: Form;
  /** Share of the policy's hidden entries that are dropped in training, in [0, 1). Default 0. */
  readonly policyDropout: number;
  /**
   * Actions of the log are taken for at most 1 − actionMargin in size, scaled to [−1, 1]: a squashed Gaussian has no density at a
   * bound. Default 1e-3. Only with a squashed Gaussian.
   */
  readonly actionMargin?: number;
}
