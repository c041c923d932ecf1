/** What the values of actions are, for a learner that has them. */
export interface QFunction {
  /**
   * Q(s, a) of every action.
   *
   * @param observations flat row-major [rows][observationSize]
   * @returns flat row-major [rows][actions]
   */
  values(observations: Float32Array): Float32Array;
}
