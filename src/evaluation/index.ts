export { behaviorLogLikelihood } from "./behavior-log-likelihood.ts";
export { predictedValue } from "./predicted-value.ts";
export { type RolloutOptions, type RolloutResult, rollout, rolloutDefaults } from "./rollout.ts";
