import {
  add,
  clipByValue,
  concat,
  exp,
  mul,
  split,
  type Tensor2D,
  tanh,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import type { Gaussians } from "../tensor/gaussian-kl.ts";
import { type Mlp, mlp } from "./mlp.ts";

/** A model of the actions that occur in a state: a decoder of latents z ∼ N(0, 1), and the encoder that trains it. */
export interface ConditionalVae {
  /** Of the encoder, then of the decoder. */
  readonly variables: readonly Variable[];
  /** Numbers in z. */
  readonly latentSize: number;
  /** q(z|s, a). */
  encode(observations: Tensor2D, actions: Tensor2D): Gaussians;
  /** tanh d(s, z): the action of a latent, [rows, size], in [−1, 1]; differentiable in the variables and the latents. */
  decode(observations: Tensor2D, latents: Tensor2D): Tensor2D;
  /** d(s, z): the same before the tanh, unbounded. */
  decodePreTanh(observations: Tensor2D, latents: Tensor2D): Tensor2D;
  dispose(): void;
}

/** Sizes of a conditional VAE. */
export interface VaeShape {
  /** Width of the observations and of the hidden layers. */
  readonly sizes: readonly number[];
  /** Numbers in an action. */
  readonly actionSize: number;
  readonly latentSize: number;
}

/** Least and largest log σ of q(z|s, a), as in the published code of BCQ. */
const logStdBounds: readonly [number, number] = [-4, 15];

/** The conditional VAE of BCQ (Fujimoto et al. 2019, arXiv:1812.02900, section 5.1 and appendix C). */
export function conditionalVae(name: string, shape: VaeShape, random: RandomStream): ConditionalVae {
  const { latentSize, actionSize } = shape;
  const [observationSize = 0, ...hidden] = shape.sizes;
  const encoder = mlp(
    `the encoder of ${name}`,
    [observationSize + actionSize, ...hidden, 2 * latentSize],
    random,
  );
  const decoder = mlp(
    `the decoder of ${name}`,
    [observationSize + latentSize, ...hidden, actionSize],
    random,
  );
  return vaeOf(encoder, decoder, latentSize);
}

/** A VAE of an encoder, [observation, action] to [mean, log σ], and a decoder, [observation, latent] to an action before its tanh. */
export function vaeOf(encoder: Mlp, decoder: Mlp, latentSize: number): ConditionalVae {
  const decodePreTanh = (observations: Tensor2D, latents: Tensor2D): Tensor2D =>
    decoder.apply(concat([observations, latents], 1));
  return {
    variables: [...encoder.variables, ...decoder.variables],
    latentSize,
    encode(observations, actions) {
      const head = encoder.apply(concat([observations, actions], 1));
      const [mean, logStd] = split<Tensor2D>(head, 2, 1);
      return { mean: mean!, logStd: clipByValue(logStd!, ...logStdBounds) };
    },
    decode: (observations, latents) => tanh(decodePreTanh(observations, latents)),
    decodePreTanh,
    dispose() {
      encoder.dispose();
      decoder.dispose();
    },
  };
}

/** z = mean + σ · noise, [rows, latentSize]; differentiable in the Gaussians. */
export function sampledLatents({ mean, logStd }: Gaussians, noise: Tensor2D): Tensor2D {
  return add<Tensor2D>(mean, mul(exp(logStd), noise));
}
