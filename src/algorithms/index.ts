export type { ActorCriticConfig } from "./actor-critic-config.ts";
export type {
  ActorCriticAlgorithm,
  Algorithm,
  ContinuousAlgorithm,
  QLearningAlgorithm,
  Sampling,
} from "./algorithm.ts";
export type { Batch, BatchOf, ContinuousBatch, DiscreteBatch } from "./batch.ts";
export { type CqlConfig, cql, cqlDefaults, type SampledPushDown } from "./cql.ts";
export {
  type BehaviorCloning,
  type BehaviorCloningConfig,
  behaviorCloning,
  behaviorCloningDefaults,
  type CloningPolicy,
} from "./behavior-cloning.ts";
export { type BracConfig, type BracSettings, brac, bracDefaults, type CriticPenalty } from "./brac.ts";
export type { CloningConfig } from "./cloning-config.ts";
export type { ContinuousInputs } from "./continuous-inputs.ts";
export {
  type DeterministicBehaviorCloningConfig,
  deterministicBehaviorCloning,
  deterministicBehaviorCloningDefaults,
} from "./deterministic-behavior-cloning.ts";
export {
  type DiscreteBehaviorCloning,
  type DiscreteBehaviorCloningConfig,
  discreteBehaviorCloning,
  discreteBehaviorCloningDefaults,
} from "./discrete-behavior-cloning.ts";
export { type DiscreteCqlConfig, discreteCql, discreteCqlDefaults, type PushDown } from "./discrete-cql.ts";
export { type DiscreteSacConfig, discreteSac, discreteSacDefaults } from "./discrete-sac.ts";
export type { DivergenceConfig, DivergenceName } from "./divergence-config.ts";
export type { DivergenceWeightConfig } from "./divergence-weight.ts";
export { type DqnConfig, dqn, dqnDefaults } from "./dqn.ts";
export type { BackupAction } from "./next-value.ts";
export type { QLearnerConfig } from "./q-learner.ts";
export { type SacConfig, sac, sacDefaults } from "./sac.ts";
export { type Td3Config, td3, td3Defaults } from "./td3.ts";
