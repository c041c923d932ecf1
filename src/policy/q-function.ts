import type { RewardScaling } from "../dataset/spec.ts";

/** What the values of actions are, for a learner that has them. */
export interface QFunction {
  /**
   * Q(s, a) of every action.
   *
   * @param observations flat row-major [rows][observationSize]
   * @returns flat row-major [rows][actions]
   */
  values(observations: Float32Array): Float32Array;
  /** How the rewards were scaled that the values were learned from. Absent: they are the log's own. */
  readonly rewardScaling?: RewardScaling | undefined;
}
