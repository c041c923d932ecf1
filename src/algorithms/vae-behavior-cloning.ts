import { zeros } from "@tensorflow/tfjs-core";
import type { DatasetSpec } from "../dataset/spec.ts";
import { randomStream } from "../kernels/random.ts";
import type { ConditionalVae } from "../networks/conditional-vae.ts";
import { noisyPolicies } from "./actor-policies.ts";
import type { ContinuousAlgorithm } from "./algorithm.ts";
import { behaviorModel } from "./behavior-model.ts";
import { count, flag, notNegative, positive, type Rules, resolveConfig, seed, sizes } from "./config.ts";
import { type ContinuousInputs, continuousInputs } from "./continuous-inputs.ts";
import { continuousLearner } from "./continuous-learner.ts";

/** Settings of `vaeBehaviorCloning`; the defaults are those of the code that PLAS was published with. */
export interface VaeBehaviorCloningConfig {
  /** Widths of the hidden layers of encoder and decoder. Default [750, 750]. */
  readonly hiddenSizes: readonly number[];
  /** Step size of Adam. Default 1e-4. */
  readonly learningRate: number;
  /** Transitions a step. Default 100. */
  readonly batchSize: number;
  /** Numbers in a latent. Default: twice those in an action. */
  readonly latentSize?: number;
  /**
   * Weight of the divergence from the prior in the loss. What varies in a state by a variance below a quarter of it becomes the mean
   * (`BehaviorModelConfig.latentDivergenceWeight`). Default 0.5.
   */
  readonly latentDivergenceWeight: number;
  /** The networks see (observation − mean) / std of the log. Default true. */
  readonly standardizeObservations: boolean;
  /** σ of the noise of `explorer`, for actions scaled to [−1, 1]. Default 0.1. */
  readonly explorationNoise: number;
  /** Of the initial weights, the minibatches and the latents. Default 0. */
  readonly seed: number;
}

export const vaeBehaviorCloningDefaults: Readonly<VaeBehaviorCloningConfig> = Object.freeze({
  hiddenSizes: Object.freeze([750, 750]),
  learningRate: 1e-4,
  batchSize: 100,
  latentDivergenceWeight: 0.5,
  standardizeObservations: true,
  explorationNoise: 0.1,
  seed: 0,
});

const rules: Rules<VaeBehaviorCloningConfig> = {
  hiddenSizes: sizes,
  learningRate: positive,
  batchSize: count,
  latentSize: count,
  latentDivergenceWeight: notNegative,
  standardizeObservations: flag,
  explorationNoise: positive,
  seed,
};

/** A learner of the actions that occur in a log. */
export interface VaeBehaviorCloning extends ContinuousAlgorithm {
  /** The model, in whose latents `plas` learns: standardized observations, actions in [−1, 1]. */
  readonly vae: ConditionalVae;
  /** The scaling between the log's units and the model's. */
  readonly inputs: ContinuousInputs;
}

/**
 * Behavior cloning by a conditional VAE (BCQ, Fujimoto et al. 2019, arXiv:1812.02900, section 5.1):
 *
 *     L = mean (a − tanh d(s, z))² + weight · mean KL(q(z|s, a) ‖ N(0, 1)),  z ∼ q(z|s, a)
 *
 * The decoder turns N(0, 1) into the log's actions, several ways to act in one state among them. It has no density of an
 * action; the policy is the action of the latent 0.
 */
export function vaeBehaviorCloning(
  spec: DatasetSpec,
  given: Partial<VaeBehaviorCloningConfig> = {},
): VaeBehaviorCloning {
  const config = resolveConfig("vaeBehaviorCloning", rules, vaeBehaviorCloningDefaults, given);
  const inputs = continuousInputs(spec, config);
  const model = behaviorModel(inputs, {
    ...config,
    behaviorHiddenSizes: config.hiddenSizes,
    behaviorLearningRate: config.learningRate,
    latentLimit: Infinity,
  });
  const { vae } = model;
  return {
    ...continuousLearner({
      name: "VAE behavior cloning",
      spec,
      sampling: {
        batchSize: config.batchSize,
        discount: 0,
        random: randomStream(config.seed, "minibatches"),
      },
      inputs,
      parts: [model],
      policies: noisyPolicies(
        inputs,
        (states) => vae.decode(states, zeros([states.shape[0], vae.latentSize])),
        config.explorationNoise,
      ),
      update(batch) {
        const { vaeLoss: loss, ...parts } = model.imitate(batch);
        return { loss, ...parts };
      },
    }),
    vae,
    inputs,
  };
}
