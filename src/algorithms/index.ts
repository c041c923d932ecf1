export type { Algorithm, QLearningAlgorithm, Sampling } from "./algorithm.ts";
export type { Batch, DiscreteBatch } from "./batch.ts";
export {
  type BehaviorCloning,
  type BehaviorCloningConfig,
  behaviorCloning,
  behaviorCloningDefaults,
} from "./behavior-cloning.ts";
export { type DiscreteCqlConfig, discreteCql, discreteCqlDefaults, type PushDown } from "./discrete-cql.ts";
export { type DqnConfig, dqn, dqnDefaults } from "./dqn.ts";
export type { QLearnerConfig } from "./q-learner.ts";
