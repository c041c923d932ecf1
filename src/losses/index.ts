export {
  behaviorMaximizerValue,
  conservativePenalty,
  entropyMaximizerValue,
  expectedValue,
  uniformValue,
} from "./conservative.ts";
export { ensembleSimilarity } from "./ensemble-similarity.ts";
export { lagrangeLoss, lagrangeMultiplier } from "./lagrange.ts";
export { type NearBehaviorLoss, rebracPolicyLoss, td3BcPolicyLoss } from "./near-behavior.ts";
export { negativeLogLikelihood } from "./negative-log-likelihood.ts";
export { type ErrorLoss, temporalDifferenceLoss } from "./temporal-difference.ts";
