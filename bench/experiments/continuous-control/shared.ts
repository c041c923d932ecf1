/** Settings that all methods share on all tasks, so that what differs between them is the method. */
export interface Shared {
  readonly hiddenSizes: readonly number[];
  readonly batchSize: number;
  readonly policyLearningRate: number;
  readonly criticLearningRate: number;
  readonly criticLayerNorm: boolean;
  readonly targetUpdateRate: number;
  readonly seed: number;
}

/** Small networks: a maze and a pendulum need no larger ones. */
export const shared: Omit<Shared, "seed"> = {
  hiddenSizes: [64, 64],
  batchSize: 128,
  policyLearningRate: 3e-4,
  criticLearningRate: 1e-3,
  criticLayerNorm: true,
  targetUpdateRate: 0.01,
};
