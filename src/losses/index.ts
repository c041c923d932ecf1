export {
  behaviorMaximizerValue,
  conservativePenalty,
  entropyMaximizerValue,
  expectedValue,
  uniformValue,
} from "./conservative.ts";
export { expectileLoss } from "./expectile.ts";
export { lagrangeLoss, lagrangeMultiplier } from "./lagrange.ts";
export { lambdaReturns, type ReturnSteps } from "./lambda-returns.ts";
export { negativeLogLikelihood } from "./negative-log-likelihood.ts";
export { type ErrorLoss, temporalDifferenceLoss } from "./temporal-difference.ts";
export {
  binaryWeights,
  exponentialWeights,
  softmaxWeights,
  weightedRegressionLoss,
} from "./weighted-regression.ts";
