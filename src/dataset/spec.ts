/** Actions 0 … count − 1, stored as one int32 a row. */
export interface DiscreteActions {
  readonly kind: "discrete";
  readonly count: number;
  /** What the log calls the actions 0, 1, …, where it names them by texts. */
  readonly labels?: readonly string[];
}

/** Vectors of `size` numbers with low[i] ≤ action[i] ≤ high[i], stored as float32. */
export interface ContinuousActions {
  readonly kind: "continuous";
  readonly size: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Rewards are multiplier · r + offset of the log's own r. */
export interface RewardScaling {
  readonly multiplier: number;
  readonly offset: number;
}

/** Rewards in the log's own units. */
export const unscaled: RewardScaling = { multiplier: 1, offset: 0 };

/** What an algorithm has to know of a dataset to build its networks. */
export interface DatasetSpec {
  readonly observationSize: number;
  /** Mean of every component of the observation over the log. */
  readonly observationMean: readonly number[];
  /**
   * Standard deviation of every component over the log. It is 0 where the component never changes or hardly does, by at
   * most 1e-6 · max(1, |mean|): such a component is shifted by its mean but not scaled.
   */
  readonly observationStd: readonly number[];
  readonly actions: DiscreteActions | ContinuousActions;
  /** How rewards were scaled, where they were: values that are learned from them are in the same units. */
  readonly rewardScaling?: RewardScaling;
}

/** Numbers in the action of one row: 1 where actions are discrete. */
export function actionSize(actions: DatasetSpec["actions"]): number {
  return actions.kind === "discrete" ? 1 : actions.size;
}
