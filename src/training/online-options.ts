import { refuseUnknown } from "../kernels/options.ts";
import { checkPositive, checkSize } from "../kernels/shape.ts";

/** Options of `learnOnline` for every kind of actions. */
export interface ContinuousOnlineOptions {
  /** Steps in the environment, at least 1; the last episode is completed. */
  readonly steps: number;
  /** Steps of random actions before the learner is made, at least 1. Default 1000. */
  readonly warmUp?: number;
  /** Steps of a round, between two trainings, at least 1. Default 250. */
  readonly interval?: number;
  /** Training steps for every step in the environment, positive. Default 1. */
  readonly updatesPerStep?: number;
  /** Of first states and actions. Default 0. */
  readonly seed?: number;
  /** Stops training at the next step. */
  readonly signal?: AbortSignal;
}

/** Options of `learnOnline` for discrete actions. */
export interface OnlineOptions extends ContinuousOnlineOptions {
  /** The share of random actions after so many steps. Default: from 1 to 0.05, linear over the first 10,000 steps. */
  readonly epsilon?: (step: number) => number;
}

export type CompleteOnlineOptions = Required<Omit<OnlineOptions, "signal">> & {
  readonly signal: AbortSignal | undefined;
};

const optionNames = ["steps", "warmUp", "interval", "updatesPerStep", "epsilon", "seed", "signal"];

/**
 * The options with their defaults. Throws a RangeError for an unknown name, for a wrong value, and for one that has no
 * effect on actions of this kind.
 */
export function completeOnlineOptions(
  given: OnlineOptions,
  kind: "discrete" | "continuous",
): CompleteOnlineOptions {
  refuseUnknown("learnOnline", "option", given, optionNames);
  const { steps, warmUp = 1000, interval = 250, updatesPerStep = 1, seed = 0, signal } = given;
  checkSize("steps", steps);
  checkSize("warmUp", warmUp);
  checkSize("interval", interval);
  checkPositive("updatesPerStep", updatesPerStep);
  if (kind === "continuous" && given.epsilon !== undefined) {
    throw new RangeError("epsilon has no effect on continuous actions, which the learner's explorer draws");
  }
  const { epsilon = falling } = given;
  return { steps, warmUp, interval, updatesPerStep, epsilon, seed, signal };
}

function falling(step: number): number {
  return Math.max(0.05, 1 - (0.95 * step) / 10_000);
}
