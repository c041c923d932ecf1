import { randomStream } from "../kernels/random.ts";
import type { Actor } from "../networks/actor.ts";
import { deterministicActor } from "../networks/deterministic-actor.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";
import { type FollowedNetwork, followedNetwork } from "./followed-network.ts";

/** A deterministic policy with a target, whose weights start from the seed. */
export function deterministicPolicy(
  { observationSize, actionSize }: ContinuousInputs,
  config: Pick<ActorCriticConfig, "hiddenSizes" | "policyLearningRate" | "targetUpdateRate" | "seed">,
): FollowedNetwork<Actor> {
  const { policyLearningRate: learningRate, targetUpdateRate, seed } = config;
  const shape = { sizes: [observationSize, ...config.hiddenSizes], actionSize };
  const make = (name: string): Actor => deterministicActor(name, shape, randomStream(seed, "policy"));
  return followedNetwork("the policy", make, { learningRate, targetUpdateRate });
}
