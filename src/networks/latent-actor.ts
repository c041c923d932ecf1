import { mul, type Tensor2D, tanh } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import type { Actor } from "./actor.ts";
import type { ConditionalVae } from "./conditional-vae.ts";
import { mlp } from "./mlp.ts";
import type { Perturbation } from "./perturbation.ts";
import type { ActorShape } from "./tanh-gaussian-actor.ts";

/** What a latent policy needs of a behavior model, and how far its latents may go. */
export interface LatentSpace {
  readonly vae: ConditionalVae;
  /** Largest size of a latent number. */
  readonly limit: number;
}

/**
 * a = perturbation(s, decode(s, limit · tanh m(s))): a policy that chooses among the actions of a behavior model (PLAS, Zhou et
 * al. 2020, arXiv:2011.07213). The model is not among its variables.
 */
export function latentActor(
  name: string,
  { sizes, ...options }: Omit<ActorShape, "actionSize">,
  { vae, limit }: LatentSpace,
  perturbation: Perturbation,
  random: RandomStream,
): Actor {
  const network = mlp(name, [...sizes, vae.latentSize], random, options);
  return {
    variables: [...network.variables, ...perturbation.variables],
    mode(observations, dropping) {
      const latents = mul<Tensor2D>(limit, tanh(network.apply(observations, dropping)));
      return perturbation.apply(observations, vae.decode(observations, latents));
    },
    dispose() {
      network.dispose();
      perturbation.dispose();
    },
  };
}
