import type { DatasetSpec } from "../dataset/spec.ts";
import type { Action } from "../env/action.ts";
import type { Actions } from "../env/policy.ts";

/** A model of how likely actions are, such as that of the policy that made a log. */
export interface ActionLikelihood<A extends Action = Action> {
  readonly spec: DatasetSpec;
  /**
   * log π(a|s) of given actions: of a probability where actions are discrete, of a density in the log's units where they are
   * continuous.
   *
   * @param observations flat row-major [rows][observationSize]
   * @param actions int32 [rows], or flat row-major [rows][size]
   * @returns [rows]
   */
  logProbs(observations: Float32Array, actions: Actions<A>): Float32Array;
}
