import type { RandomStream } from "../kernels/random.ts";

/** What `step` returns. `terminated`: the task ended here. `truncated`: the clock ran out. They are never merged. */
export interface Step {
  readonly observation: Float32Array;
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

/**
 * A simulator with Gymnasium's contract: `reset` before the first `step`, and again after an episode ended. Every
 * episode ends, by `terminated` or `truncated`, and every observation is a new array that the caller may keep.
 */
export interface Environment {
  readonly name: string;
  readonly observationSize: number;
  /** Number of discrete actions, 0 … actionCount − 1. */
  readonly actionCount: number;
  /** Starts an episode with a first state drawn from `random`; returns the first observation. */
  reset(random: RandomStream): Float32Array;
  /** Applies one action. Throws before the first `reset`, after the end of an episode, and for an unknown action. */
  step(action: number): Step;
}
