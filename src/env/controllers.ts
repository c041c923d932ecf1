import type { RandomStream } from "../kernels/random.ts";
import { checkFraction } from "../kernels/shape.ts";
import { checkActionCount } from "./action.ts";
import { log } from "./math/exponential.ts";
import { checkDeterministic, type Decision, type Policy, type StochasticPolicy } from "./policy.ts";

/**
 * Pushes the cart right (1) when 0.3·x + 0.6·ẋ + 6·θ + 1.6·θ̇ > 0, else left (0). On `cartPole` it reaches 500
 * steps from every start drawn by `reset`. Throws a RangeError for an observation that does not have 4 numbers.
 */
export function linearCartPoleController(): Policy {
  const gains = [0.3, 0.6, 6, 1.6];
  return {
    act(observation) {
      if (observation.length !== gains.length) {
        throw new RangeError(
          `a CartPole observation must have ${gains.length} numbers; got ${observation.length}`,
        );
      }
      const lean = gains.reduce((sum, gain, i) => sum + gain * observation[i]!, 0);
      return lean > 0 ? 1 : 0;
    },
  };
}

/** Draws every action uniformly from 0 … actionCount − 1. */
export function randomPolicy(actionCount: number, random: RandomStream): StochasticPolicy {
  checkActionCount(actionCount);
  const logProbability = -log(actionCount);
  const act = (): number => random.integer(actionCount);
  return { act, decide: () => ({ action: act(), logProbability }) };
}

/**
 * ε-greedy exploration around a deterministic `policy`: with probability `epsilon`, in [0, 1], an action drawn uniformly
 * from 0 … actionCount − 1 (it may be the policy's own), otherwise the policy's: π(a|s) = (1 − ε)·[a = policy(s)] + ε/n.
 * Throws a RangeError for another `epsilon`, and a TypeError for a policy that draws its own actions, since π(a|s) is
 * not known then. Sutton & Barto 2018, §2.2.
 */
export function noisyPolicy(
  policy: Policy,
  epsilon: number,
  actionCount: number,
  random: RandomStream,
): StochasticPolicy {
  checkFraction("epsilon", epsilon);
  checkDeterministic("noisyPolicy", policy);
  const uniform = randomPolicy(actionCount, random);
  const explores = (): boolean => random.uniform() < epsilon;
  const logProbabilityOfOther = log(epsilon / actionCount);
  const logProbabilityOfOwn = log(1 - epsilon + epsilon / actionCount);
  /** The policy acts in every step, also where chance overrules it: its plan may depend on what it has seen. */
  const decide = (observation: Float32Array): Decision => {
    const own = policy.act(observation);
    const action = explores() ? uniform.act(observation) : own;
    return { action, logProbability: action === own ? logProbabilityOfOwn : logProbabilityOfOther };
  };
  return {
    act: (observation) => decide(observation).action,
    decide,
    startEpisode: () => policy.startEpisode?.(),
  };
}
