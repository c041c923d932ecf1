import { clipByValue, mean, type Scalar, sub, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { randomStream } from "../kernels/random.ts";
import { likelihoodLoss } from "../losses/cloning.ts";
import type { StochasticActor } from "../networks/actor.ts";
import { gaussianActor } from "../networks/gaussian-actor.ts";
import { gaussianMixtureActor } from "../networks/gaussian-mixture-actor.ts";
import { sharedStdTanhGaussianActor, tanhGaussianActor } from "../networks/tanh-gaussian-actor.ts";
import type { ActionLikelihood } from "../policy/action-likelihood.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { drawingPolicies } from "./actor-policies.ts";
import type { ContinuousAlgorithm } from "./algorithm.ts";
import {
  type ContinuousCloningConfig,
  cloningSampling,
  continuousCloningDefaults,
  continuousCloningRules,
} from "./cloning-config.ts";
import { count, oneOf, positiveShare, type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { type ContinuousInputs, continuousInputs } from "./continuous-inputs.ts";
import { continuousLearner } from "./continuous-learner.ts";
import { evaluatePairs } from "./evaluate-pairs.ts";
import { noise } from "./noise.ts";

/** A family of distributions of actions. */
export type CloningPolicy = "tanhGaussian" | "sharedStdTanhGaussian" | "gaussian" | "gaussianMixture";

/** Settings of `behaviorCloning`. */
export interface BehaviorCloningConfig extends ContinuousCloningConfig {
  /**
   * "tanhGaussian": tanh of N(m(s), σ(s)); "sharedStdTanhGaussian": with one σ for all states; "gaussian": N(tanh m(s), σ), not
   * squashed, so that actions at a bound count like others; "gaussianMixture": tanh of a mixture, for logs of several
   * controllers. Default "tanhGaussian".
   */
  readonly policy: CloningPolicy;
  /**
   * Actions of the log, scaled to [−1, 1], count at most as ±(1 − actionMargin): at a bound a squashed policy has no density.
   * In (0, 1). Default 1e-3. Not with policy "gaussian".
   */
  readonly actionMargin?: number;
  /** Gaussians in the mixture. Default 5. Only with policy "gaussianMixture". */
  readonly mixtureComponents?: number;
}

export const behaviorCloningDefaults: Readonly<BehaviorCloningConfig> = Object.freeze({
  ...continuousCloningDefaults,
  policy: "tanhGaussian",
});

const rules: Rules<BehaviorCloningConfig> = {
  ...continuousCloningRules,
  policy: oneOf("tanhGaussian", "sharedStdTanhGaussian", "gaussian", "gaussianMixture"),
  actionMargin: positiveShare,
  mixtureComponents: count,
};

/** A learner of the policy that made the log. */
export interface BehaviorCloning extends ContinuousAlgorithm, ActionLikelihood<Float32Array> {
  /** The policy's network, in whose terms other algorithms are constrained: standardized observations, actions in [−1, 1]. */
  readonly actor: StochasticActor;
  /** The scaling between the log's units and the actor's. */
  readonly inputs: ContinuousInputs;
}

/**
 * Behavior cloning of continuous actions by maximum likelihood:
 *
 *     L = mean −log π(a|s)
 *
 * The density is the true one, so that σ ends at the deviation of the log's actions; the error of a drawn action,
 * E ‖a_π − a‖², would shrink it to nothing. It imitates the log, good and bad decisions alike: it is the baseline that offline
 * RL has to beat, and the behavior policy that constraints refer to.
 *
 * Filtered cloning imitates the episodes of the largest returns alone, here the best tenth:
 *
 *     const best = bestEpisodes(log, { fraction: 0.1 });
 *     for await (const _ of fit(behaviorCloning(best.spec), best, { steps })) { … }
 */
export function behaviorCloning(
  spec: DatasetSpec,
  given: Partial<BehaviorCloningConfig> = {},
): BehaviorCloning {
  const config = resolveConfig("behaviorCloning", rules, behaviorCloningDefaults, given);
  refuseUnused("behaviorCloning", config, [
    ["actionMargin", config.policy === "gaussian", 'has no effect when policy is "gaussian"'],
    [
      "mixtureComponents",
      config.policy !== "gaussianMixture",
      'has no effect unless policy is "gaussianMixture"',
    ],
  ]);
  const inputs = continuousInputs(spec, config);
  const actor = actorOf(inputs, config);
  const optimizer = adam(actor.variables, { learningRate: config.learningRate });
  const { stream: dropping } = noise(config.seed, "dropout");
  const within = marginOf(config);
  const logDensity = (observations: Tensor2D, actions: Tensor2D): Tensor1D =>
    sub(actor.logProb(observations, within(actions)), inputs.logVolume);
  return {
    ...continuousLearner({
      name: "behavior cloning",
      spec,
      sampling: cloningSampling(config),
      inputs,
      parts: [actor, optimizer, dropping],
      policies: drawingPolicies(inputs, actor.mode, actor),
      update: ({ observations, actions }) =>
        minimize("the cloning loss", optimizer, () => ({
          loss: likelihoodLoss(actor.logProb(observations, within(actions), dropping)),
        })),
      diagnose: ({ observations }) => ({ std: mean<Scalar>(actor.std(observations)) }),
    }),
    actor,
    inputs,
    logProbs: (observations, actions) => evaluatePairs(inputs, logDensity, observations, actions),
  };
}

function actorOf(
  { observationSize, actionSize }: ContinuousInputs,
  { policy, hiddenSizes, dropout, mixtureComponents: components = 5, seed }: BehaviorCloningConfig,
): StochasticActor {
  const shape = { sizes: [observationSize, ...hiddenSizes], actionSize, dropout };
  const random = randomStream(seed, "policy");
  switch (policy) {
    case "tanhGaussian":
      return tanhGaussianActor("the policy", shape, random);
    case "sharedStdTanhGaussian":
      return sharedStdTanhGaussianActor("the policy", shape, random);
    case "gaussian":
      return gaussianActor("the policy", shape, random);
    case "gaussianMixture":
      return gaussianMixtureActor("the policy", { ...shape, components }, random);
  }
}

/** Keeps actions where the policy has a density. */
function marginOf({ policy, actionMargin = 1e-3 }: BehaviorCloningConfig): (actions: Tensor2D) => Tensor2D {
  if (policy === "gaussian") return (actions) => actions;
  return (actions) => clipByValue(actions, actionMargin - 1, 1 - actionMargin);
}
