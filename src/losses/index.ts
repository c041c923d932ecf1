export {
  behaviorMaximizerValue,
  conservativePenalty,
  entropyMaximizerValue,
  expectedValue,
  uniformValue,
} from "./conservative.ts";
export { lagrangeLoss, lagrangeMultiplier } from "./lagrange.ts";
export { negativeLogLikelihood } from "./negative-log-likelihood.ts";
export { quantileHuberLoss, quantilePlaces } from "./quantile-huber.ts";
export { type ErrorLoss, temporalDifferenceLoss } from "./temporal-difference.ts";
