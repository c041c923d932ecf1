import type { Scalar, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { entropyOf, softPolicyLoss } from "../losses/entropy-regularized.ts";
import { type TanhGaussianActor, tanhGaussianActor } from "../networks/tanh-gaussian-actor.ts";
import { type Adam, adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";

/** SAC's policy, a squashed Gaussian, and its optimizer. */
export interface SquashedPolicy {
  readonly variables: readonly Variable[];
  readonly actor: TanhGaussianActor;
  readonly optimizer: Adam;
  /**
   * One step on mean (α log π(a|s) − min_i Q_i(s, a)), a ∼ π(s); the loss before it, and the entropy of the policy.
   *
   * @param noise draws of N(0, 1), [rows, size]
   * @param valuesOf Q_i(s, a), [critics, rows]
   */
  improve(
    observations: Tensor2D,
    noise: Tensor2D,
    temperature: Scalar,
    valuesOf: (observations: Tensor2D, actions: Tensor2D) => Tensor2D,
  ): { readonly policyLoss: Scalar; readonly entropy: Scalar };
  dispose(): void;
}

/** A policy whose weights start from the seed: algorithms with one seed and shape start from the same. */
export function squashedPolicy(
  { observationSize, actionSize }: ContinuousInputs,
  { hiddenSizes, policyLearningRate, seed }: ActorCriticConfig,
): SquashedPolicy {
  const shape = { sizes: [observationSize, ...hiddenSizes], actionSize };
  const actor = tanhGaussianActor("the policy", shape, randomStream(seed, "policy"));
  const optimizer = adam(actor.variables, { learningRate: policyLearningRate });
  return {
    variables: [...actor.variables, ...optimizer.state],
    actor,
    optimizer,
    improve(observations, noise, temperature, valuesOf) {
      const { loss, entropy } = minimize("the policy's loss", optimizer, () => {
        const { action, logProb } = actor.sample(observations, noise);
        return {
          loss: softPolicyLoss(valuesOf(observations, action), logProb, temperature),
          entropy: entropyOf(logProb),
        };
      });
      return { policyLoss: loss, entropy };
    },
    dispose() {
      for (const part of [optimizer, actor]) part.dispose();
    },
  };
}
