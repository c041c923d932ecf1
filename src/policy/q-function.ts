import type { RewardScaling } from "../dataset/spec.ts";

interface ScaledRewards {
  /** How the rewards were scaled that the values were learned from. Absent: they are the log's own. */
  readonly rewardScaling?: RewardScaling | undefined;
}

/** What the values of discrete actions are, for a learner that has them. */
export interface QFunction extends ScaledRewards {
  /**
   * Q(s, a) of every action.
   *
   * @param observations flat row-major [rows][observationSize]
   * @returns flat row-major [rows][actions]
   */
  values(observations: Float32Array): Float32Array;
}

/** What the values of continuous actions are, for a learner that has them. */
export interface ContinuousQFunction extends ScaledRewards {
  /**
   * Q(s, a) of one action a row; of several critics the least.
   *
   * @param observations flat row-major [rows][observationSize]
   * @param actions flat row-major [rows][size], in the units of the log
   * @returns [rows]
   */
  actionValues(observations: Float32Array, actions: Float32Array): Float32Array;
}
