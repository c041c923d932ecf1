export {
  behaviorMaximizerValue,
  conservativePenalty,
  entropyMaximizerValue,
  expectedValue,
  uniformValue,
} from "./conservative.ts";
export { densityCorrected, type SampledMaximizer, sampledMaximizerValue } from "./importance-sampled.ts";
export { lagrangeLoss, lagrangeMultiplier } from "./lagrange.ts";
export { type Kernel, maximumMeanDiscrepancy, meanKernelDifference } from "./mmd.ts";
export { negativeLogLikelihood } from "./negative-log-likelihood.ts";
export { type ErrorLoss, temporalDifferenceLoss } from "./temporal-difference.ts";
