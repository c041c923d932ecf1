import { tanh } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import type { Actor } from "./actor.ts";
import { copyOf, type Mlp, mlp } from "./mlp.ts";
import type { ActorShape } from "./tanh-gaussian-actor.ts";

/** a = tanh m(s). */
export interface DeterministicActor extends Actor {
  /** An actor with the same weights, for a target that follows slowly. */
  copy(name: string): DeterministicActor;
}

/** The deterministic policy of TD3 (Fujimoto et al. 2018, arXiv:1802.09477). */
export function deterministicActor(
  name: string,
  { sizes, actionSize, ...options }: ActorShape,
  random: RandomStream,
): DeterministicActor {
  return actorOf(mlp(name, [...sizes, actionSize], random, options));
}

function actorOf(network: Mlp): DeterministicActor {
  return {
    variables: network.variables,
    mode: (observations, dropping) => tanh(network.apply(observations, dropping)),
    copy: (name) => actorOf(copyOf(name, network)),
    dispose: network.dispose,
  };
}
