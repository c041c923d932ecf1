import type { RandomStream } from "../kernels/random.ts";
import type { Action, ActionSpace } from "./action.ts";

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
 * Actions are numbers where they are discrete, and a Float32Array each where they are continuous.
 */
export interface Environment<A extends Action = number> {
  readonly name: string;
  readonly observationSize: number;
  /** The actions that `step` takes. */
  readonly actions: ActionSpace<A>;
  /** Starts an episode with a first state drawn from `random`; returns the first observation. */
  reset(random: RandomStream): Float32Array;
  /** Applies one action. Throws before the first `reset`, after the end of an episode, and for an unknown action. */
  step(action: A): Step;
}
