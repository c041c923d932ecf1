import { randomStream } from "../kernels/random.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { Sampling } from "./algorithm.ts";

type Settings = Pick<ActorCriticConfig, "batchSize" | "discount" | "returnSteps" | "seed">;

/** How the minibatches of an algorithm with critics are drawn. */
export function samplingOf({ batchSize, discount, returnSteps, seed }: Settings): Sampling {
  return { batchSize, discount, returnSteps, random: randomStream(seed, "minibatches") };
}
