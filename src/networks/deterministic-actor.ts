import { tanh } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import type { Actor } from "./actor.ts";
import { mlp } from "./mlp.ts";
import type { ActorShape } from "./tanh-gaussian-actor.ts";

/** a = tanh m(s), the deterministic policy of TD3 (Fujimoto et al. 2018, arXiv:1802.09477). */
export function deterministicActor(
  name: string,
  { sizes, actionSize, ...options }: ActorShape,
  random: RandomStream,
): Actor {
  const network = mlp(name, [...sizes, actionSize], random, options);
  return {
    variables: network.variables,
    mode: (observations, dropping) => tanh(network.apply(observations, dropping)),
    dispose: network.dispose,
  };
}
