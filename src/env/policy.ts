/** A rule that chooses an action from an observation. */
export interface Policy {
  /** The action for one observation [observationSize]: an index of a discrete action set. */
  act(observation: Float32Array): number;
}

/** A policy that also decides for many observations in one call, which costs a fraction of as many calls. */
export interface BatchPolicy extends Policy {
  /**
   * The actions that `act` would give.
   *
   * @param observations flat row-major [rows][observationSize]
   * @returns [rows]
   */
  actBatch(observations: Float32Array): Int32Array;
}
