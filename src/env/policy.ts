/** A rule that chooses an action from an observation. */
export interface Policy {
  /** The action for one observation [observationSize]: an index of a discrete action set. */
  act(observation: Float32Array): number;
}
