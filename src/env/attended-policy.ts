import type { Action } from "./action.ts";
import { isStochastic, type Policy } from "./policy.ts";

/** A policy that acts as another one does, and the log-probability of its last action, if that policy says it. */
export interface AttendedPolicy<A extends Action> {
  readonly policy: Policy<A>;
  readonly logProbability: () => number | undefined;
}

export function attended<A extends Action>(behavior: Policy<A>): AttendedPolicy<A> {
  if (!isStochastic(behavior)) return { policy: behavior, logProbability: () => undefined };
  let last: number | undefined;
  const act = (observation: Float32Array): A => {
    const { action, logProbability } = behavior.decide(observation);
    last = logProbability;
    return action;
  };
  const startEpisode = (): void => behavior.startEpisode?.();
  return { policy: { act, startEpisode }, logProbability: () => last };
}
