import { sampleStatistics } from "../dataset/statistics.ts";
import type { Action } from "../env/action.ts";
import type { Environment } from "../env/environment.ts";
import { episode, type Transition } from "../env/episode.ts";
import type { Policy } from "../env/policy.ts";
import { refuseUnknown } from "../kernels/options.ts";
import { randomStream } from "../kernels/random.ts";
import { checkFraction } from "../kernels/shape.ts";
import { checkEnvironment, checkPolicy } from "./argument.ts";

export interface RolloutOptions {
  /** Number of episodes, an integer ≥ 1. Default 100. */
  readonly episodes?: number;
  /** Seed of the first states, an integer from 0 to 2⁵³ − 1. Default 0. */
  readonly seed?: number;
  /** γ of `discountedReturns`, in [0, 1]. Default 0.99. */
  readonly discount?: number;
}

/** What `rollout` measured. Each array has one entry per episode, in the order in which they were run. */
export interface RolloutResult {
  /** Σ rₜ, in the environment's own units. */
  readonly returns: number[];
  /** Σ γᵗ·rₜ, t = 0 at the first step: what a Q-function predicts at the first state. */
  readonly discountedReturns: number[];
  /** Steps taken. */
  readonly lengths: number[];
  /** First observations, row-major [episodes × observationSize]. */
  readonly initialObservations: Float32Array;
  readonly returnMean: number;
  /** Sample standard deviation (divisor episodes − 1); NaN for a single episode. */
  readonly returnSd: number;
  readonly discountedReturnMean: number;
}

export const rolloutDefaults: Required<RolloutOptions> = Object.freeze({
  episodes: 100,
  seed: 0,
  discount: 0.99,
});

/**
 * Runs `policy` in `environment` and reports the returns. Episode k draws from a stream of its own, named by the
 * seed and k: policies evaluated with one seed meet the same first states, and more episodes only append.
 *
 * A truncated episode is not bootstrapped, so that its discounted return lacks the tail after the time limit.
 * Throws a RangeError for an unknown option, an option out of range, and an action that the environment does not have,
 * and a TypeError for what is no policy or environment.
 */
export function rollout<A extends Action>(
  policy: Policy<A>,
  environment: Environment<A>,
  options: RolloutOptions = {},
): RolloutResult {
  checkPolicy("rollout", policy);
  checkEnvironment("rollout", environment);
  const { episodes, seed, discount } = completeOptions(options);
  const runs = Array.from({ length: episodes }, (_, k) => {
    const random = randomStream(seed, `rollout episode ${k}`);
    return measure([...episode(environment, policy, random)], discount);
  });
  const returns = runs.map((run) => run.return);
  const discountedReturns = runs.map((run) => run.discountedReturn);
  const { mean, sd } = sampleStatistics(Float64Array.from(returns));
  return {
    returns,
    discountedReturns,
    lengths: runs.map((run) => run.length),
    initialObservations: Float32Array.from(runs.flatMap((run) => [...run.initialObservation])),
    returnMean: mean,
    returnSd: sd,
    discountedReturnMean: sampleStatistics(Float64Array.from(discountedReturns)).mean,
  };
}

interface Run {
  readonly return: number;
  readonly discountedReturn: number;
  readonly length: number;
  readonly initialObservation: Float32Array;
}

function measure(steps: readonly Transition<Action>[], discount: number): Run {
  return {
    return: discountedSum(steps, 1),
    discountedReturn: discountedSum(steps, discount),
    length: steps.length,
    initialObservation: steps[0]!.observation,
  };
}

/** Gₜ = rₜ + γ·Gₜ₊₁, backwards from the end. */
function discountedSum(steps: readonly Transition<Action>[], discount: number): number {
  return steps.reduceRight((later, { reward }) => reward + discount * later, 0);
}

function completeOptions(options: RolloutOptions): Required<RolloutOptions> {
  refuseUnknown("rollout", "option", options, Object.keys(rolloutDefaults));
  const { episodes = rolloutDefaults.episodes, seed = rolloutDefaults.seed } = options;
  const { discount = rolloutDefaults.discount } = options;
  if (!Number.isSafeInteger(episodes) || episodes < 1) {
    throw new RangeError(`episodes must be an integer of at least 1; got ${episodes}`);
  }
  checkFraction("discount", discount);
  return { episodes, seed, discount };
}
