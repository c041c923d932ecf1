import type { Algorithm, ContinuousAlgorithm } from "../algorithms/algorithm.ts";
import type { ContinuousActions, DiscreteActions } from "../dataset/spec.ts";
import type { Action } from "../env/action.ts";
import { noisyPolicy } from "../env/controllers.ts";
import type { StochasticPolicy } from "../env/policy.ts";
import type { RandomStream } from "../kernels/random.ts";
import type { CompleteOnlineOptions } from "./online-options.ts";

/** What learns by acting. */
export type OnlineLearner = Algorithm<number> | ContinuousAlgorithm;

/** What acts in a round, with the ε of it if there is one. */
export interface Exploration {
  readonly behavior: StochasticPolicy<Action>;
  readonly epsilon?: number;
}

/**
 * What acts in the round after so many steps: the learner's own explorer, or its greedy policy with a share of random
 * actions. Throws a TypeError where the actions are continuous and the learner has no explorer.
 */
export function explorationOf(
  learner: OnlineLearner,
  actions: DiscreteActions | ContinuousActions,
  { epsilon, seed }: CompleteOnlineOptions,
  random: RandomStream,
): (step: number) => Exploration {
  if ("explorer" in learner) {
    const behavior = learner.explorer(seed);
    return () => ({ behavior });
  }
  if (actions.kind === "continuous") {
    throw new TypeError(`learnOnline takes a learner that explores; got ${learner.name}, without explorer`);
  }
  return (step) => {
    const share = epsilon(step);
    return { behavior: noisyPolicy(learner.policy(), share, actions.count, random), epsilon: share };
  };
}
