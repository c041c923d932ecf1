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
export { type BcqConfig, bcq, bcqDefaults } from "./bcq.ts";
export { type BearConfig, bear, bearDefaults } from "./bear.ts";
export {
  type BehaviorCloning,
  type BehaviorCloningConfig,
  behaviorCloning,
  behaviorCloningDefaults,
  type CloningPolicy,
} from "./behavior-cloning.ts";
export type { BehaviorModelConfig } from "./behavior-model.ts";
export { type BracConfig, type BracSettings, brac, bracDefaults } from "./brac.ts";
export type { CloningConfig, ContinuousCloningConfig } from "./cloning-config.ts";
export type { ContinuousInputs } from "./continuous-inputs.ts";
export { type CqlConfig, cql, cqlDefaults } from "./cql.ts";
export { type CrrConfig, crr, crrDefaults } from "./crr.ts";
export {
  type DeterministicBehaviorCloningConfig,
  deterministicBehaviorCloning,
  deterministicBehaviorCloningDefaults,
} from "./deterministic-behavior-cloning.ts";
export {
  type DiscreteBcq,
  type DiscreteBcqConfig,
  discreteBcq,
  discreteBcqDefaults,
} from "./discrete-bcq.ts";
export {
  type DiscreteBehaviorCloning,
  type DiscreteBehaviorCloningConfig,
  discreteBehaviorCloning,
  discreteBehaviorCloningDefaults,
} from "./discrete-behavior-cloning.ts";
export {
  type DiscreteBracConfig,
  type DiscreteBracSettings,
  discreteBrac,
  discreteBracDefaults,
} from "./discrete-brac.ts";
export { type DiscreteCqlConfig, discreteCql, discreteCqlDefaults, type PushDown } from "./discrete-cql.ts";
export { type DiscreteIqlConfig, discreteIql, discreteIqlDefaults } from "./discrete-iql.ts";
export { type DiscreteSacConfig, discreteSac, discreteSacDefaults } from "./discrete-sac.ts";
export type { DivergenceConfig, DivergenceName } from "./divergence-config.ts";
export type { DivergenceWeightConfig } from "./divergence-weight.ts";
export { type DqnConfig, dqn, dqnDefaults } from "./dqn.ts";
export { type EdacConfig, edac, edacDefaults } from "./edac.ts";
export type { ExpectileValueConfig } from "./expectile-value.ts";
export { type IqlConfig, iql, iqlDefaults } from "./iql.ts";
export type { BackupAction } from "./next-value.ts";
export type { CriticPenalty, PenaltyConfig } from "./penalty-config.ts";
export { type PlasConfig, type PlasSettings, plas, plasDefaults } from "./plas.ts";
export type { QLearnerConfig } from "./q-learner.ts";
export { type RebracConfig, rebrac, rebracDefaults } from "./rebrac.ts";
export type { DrawingPolicy, RegressedPolicyConfig } from "./regressed-policy.ts";
export { type SacConfig, sac, sacDefaults } from "./sac.ts";
export type { SampledPushDown } from "./sampled-penalty.ts";
export {
  type SupportConstrainedQConfig,
  type SupportConstrainedQSettings,
  supportConstrainedQ,
  supportConstrainedQDefaults,
} from "./support-constrained-q.ts";
export { type Td3Config, td3, td3Defaults } from "./td3.ts";
export { type Td3BcConfig, td3Bc, td3BcDefaults } from "./td3-bc.ts";
export {
  type VaeBehaviorCloning,
  type VaeBehaviorCloningConfig,
  vaeBehaviorCloning,
  vaeBehaviorCloningDefaults,
} from "./vae-behavior-cloning.ts";
