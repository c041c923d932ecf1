import type { Action } from "./action.ts";

/** A rule that chooses an action from an observation. */
export interface Policy<A extends Action = number> {
  /** The action for one observation [observationSize]: an index of a discrete action set, or a vector. */
  act(observation: Float32Array): A;
  /** Called before the first `act` of an episode: what the policy keeps from step to step, such as a plan, starts anew. */
  startEpisode?(): void;
}

/** An action that was drawn, and how likely that was. */
export interface Decision<A extends Action = number> {
  readonly action: A;
  /** log π(action|s): of a probability where actions are discrete, of a density where they are continuous. */
  readonly logProbability: number;
}

/** A policy that draws its actions and says how likely each was, so that a log of it can be weighted later. */
export interface StochasticPolicy<A extends Action = number> extends Policy<A> {
  /** Draws as `act` does. */
  decide(observation: Float32Array): Decision<A>;
}

/** Whether a policy says how likely its actions are. */
export function isStochastic<A extends Action>(policy: Policy<A>): policy is StochasticPolicy<A> {
  return "decide" in policy;
}

/** Throws a TypeError when `policy` draws its actions: `owner` needs to know which one it would take. */
export function checkDeterministic(owner: string, policy: Policy<Action>): void {
  if (isStochastic(policy))
    throw new TypeError(`${owner} takes a deterministic policy; got one that draws its actions`);
}

/** Actions of many rows: int32 [rows] of discrete ones, flat row-major [rows][size] of vectors. */
export type Actions<A extends Action> = A extends number ? Int32Array : Float32Array;

/** A policy that also decides for many observations in one call, which costs a fraction of as many calls. */
export interface BatchPolicy<A extends Action = number> extends Policy<A> {
  /**
   * The actions that `act` would give.
   *
   * @param observations flat row-major [rows][observationSize]
   */
  actBatch(observations: Float32Array): Actions<A>;
}
