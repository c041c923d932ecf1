import { add, clipByValue, mul, type Scalar, type Tensor2D, type Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { latentDivergence, reconstructionError } from "../losses/vae.ts";
import { type ConditionalVae, conditionalVae, sampledLatents } from "../networks/conditional-vae.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import type { ContinuousBatch } from "./batch.ts";
import { count, notNegative, positive, type Rules, sizes } from "./config.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";
import { noise } from "./noise.ts";

/** Settings of a conditional VAE that learns which actions the log has in a state, beside what is learned from them. */
export interface BehaviorModelConfig {
  /** Widths of the hidden layers of its encoder and decoder. Default [750, 750]. */
  readonly behaviorHiddenSizes: readonly number[];
  /** Step size of its Adam. Default 1e-3. */
  readonly behaviorLearningRate: number;
  /** Numbers in a latent. Default: twice those in an action. */
  readonly latentSize?: number;
  /**
   * w: weight of the divergence from the prior in its loss. What varies in the log's actions of a state by a variance below w/4, for
   * actions scaled to [−1, 1] and latents of twice their numbers, is not worth a latent: the model gives the mean (it is
   * principal components with noise of that variance, arXiv:1911.02469). Default 0.5.
   */
  readonly latentDivergenceWeight: number;
  /**
   * Latents of sampled actions are drawn from N(0, 1) and limited to this size, in its training they are not. Default 0.5, the likely
   * actions; where the log's are noisy the better ones may lie beyond, and 2 draws nearly all of them.
   */
  readonly latentLimit: number;
}

export const behaviorModelDefaults: BehaviorModelConfig = Object.freeze({
  behaviorHiddenSizes: Object.freeze([750, 750]),
  behaviorLearningRate: 1e-3,
  latentDivergenceWeight: 0.5,
  latentLimit: 0.5,
});

export const behaviorModelRules: Rules<BehaviorModelConfig> = {
  behaviorHiddenSizes: sizes,
  behaviorLearningRate: positive,
  latentSize: count,
  latentDivergenceWeight: notNegative,
  latentLimit: positive,
};

/** A VAE of the log's actions, and its optimizer. */
export interface BehaviorModel {
  readonly vae: ConditionalVae;
  readonly variables: readonly Variable[];
  /** One step on reconstruction + weight · divergence of the batch's actions; what it was before the step. */
  imitate(batch: ContinuousBatch): { vaeLoss: Scalar; reconstruction: Scalar; latentDivergence: Scalar };
  /**
   * An action for every observation, [rows, size].
   *
   * @param draws of N(0, 1) for the latents, [rows, latentSize]; the model's own unless given
   */
  sample(observations: Tensor2D, draws?: Tensor2D): Tensor2D;
  /** The same before the tanh. */
  samplePreTanh(observations: Tensor2D, draws?: Tensor2D): Tensor2D;
  dispose(): void;
}

/** A model whose weights start from the seed. */
export function behaviorModel(
  { observationSize, actionSize }: ContinuousInputs,
  config: BehaviorModelConfig & { readonly seed: number },
): BehaviorModel {
  const { latentSize = 2 * actionSize, latentDivergenceWeight: weight, latentLimit, seed } = config;
  const shape = { sizes: [observationSize, ...config.behaviorHiddenSizes], actionSize, latentSize };
  const vae = conditionalVae("the behavior model", shape, randomStream(seed, "behavior model"));
  const optimizer = adam(vae.variables, { learningRate: config.behaviorLearningRate });
  const draws = noise(seed, "noise of the behavior model");
  const sampling = noise(seed, "latents of the behavior model");
  const drawn = (rows: number): Tensor2D => sampling.normal(rows, latentSize);
  const limited = (latents: Tensor2D): Tensor2D => clipByValue(latents, -latentLimit, latentLimit);
  return {
    vae,
    variables: [...vae.variables, ...optimizer.state, draws.stream, sampling.stream],
    imitate({ observations, actions }) {
      const latentNoise = draws.normal(actions.shape[0], latentSize);
      const { loss, ...parts } = minimize("the loss of the behavior model", optimizer, () => {
        const latents = vae.encode(observations, actions);
        const decoded = vae.decode(observations, sampledLatents(latents, latentNoise));
        const reconstruction = reconstructionError(decoded, actions);
        const divergence = latentDivergence(latents);
        return {
          loss: add<Scalar>(reconstruction, mul(weight, divergence)),
          reconstruction,
          latentDivergence: divergence,
        };
      });
      return { vaeLoss: loss, ...parts };
    },
    sample: (states, latents = drawn(states.shape[0])) => vae.decode(states, limited(latents)),
    samplePreTanh: (states, latents = drawn(states.shape[0])) => vae.decodePreTanh(states, limited(latents)),
    dispose() {
      for (const part of [optimizer, vae, draws.stream, sampling.stream]) part.dispose();
    },
  };
}
