export type { ActorCriticConfig } from "./actor-critic-config.ts";
export type { AdvantageWeightConfig } from "./advantage-weights.ts";
export type {
  ActorCriticAlgorithm,
  Algorithm,
  ContinuousAlgorithm,
  QLearningAlgorithm,
  Sampling,
} from "./algorithm.ts";
export { type AwacConfig, awac, awacDefaults } from "./awac.ts";
export { type AwrConfig, awr, awrDefaults } from "./awr.ts";
export type { Batch, BatchOf, ContinuousBatch, DiscreteBatch } from "./batch.ts";
export {
  type BehaviorCloning,
  type BehaviorCloningConfig,
  behaviorCloning,
  behaviorCloningDefaults,
  type CloningPolicy,
} from "./behavior-cloning.ts";
export type { CloningConfig } from "./cloning-config.ts";
export type { ContinuousInputs } from "./continuous-inputs.ts";
export { type CrrConfig, crr, crrDefaults } from "./crr.ts";
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
export { type DiscreteIqlConfig, discreteIql, discreteIqlDefaults } from "./discrete-iql.ts";
export { type DiscreteSacConfig, discreteSac, discreteSacDefaults } from "./discrete-sac.ts";
export { type DqnConfig, dqn, dqnDefaults } from "./dqn.ts";
export { type EdacConfig, edac, edacDefaults } from "./edac.ts";
export { type IqlConfig, iql, iqlDefaults } from "./iql.ts";
export type { QLearnerConfig } from "./q-learner.ts";
export { type RebracConfig, rebrac, rebracDefaults } from "./rebrac.ts";
export type { DrawingPolicy, RegressedPolicyConfig } from "./regressed-policy.ts";
export { type SacConfig, sac, sacDefaults } from "./sac.ts";
export { type Td3Config, td3, td3Defaults } from "./td3.ts";
export { type Td3BcConfig, td3Bc, td3BcDefaults } from "./td3-bc.ts";
