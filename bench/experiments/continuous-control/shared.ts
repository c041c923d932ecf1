import type { Shared } from "./methods.ts";

/** Of every method on every task: small networks, since a maze and a pendulum need no larger ones. */
export const shared: Omit<Shared, "seed"> = {
  hiddenSizes: [64, 64],
  batchSize: 128,
  policyLearningRate: 3e-4,
  criticLearningRate: 1e-3,
  criticLayerNorm: true,
  targetUpdateRate: 0.01,
};
