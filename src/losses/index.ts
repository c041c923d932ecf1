export { actionErrorLoss, likelihoodLoss } from "./cloning.ts";
export {
  behaviorMaximizerValue,
  conservativePenalty,
  entropyMaximizerValue,
  expectedValue,
  uniformValue,
} from "./conservative.ts";
export { criticLoss } from "./critic.ts";
export { criticMixture } from "./critic-mixture.ts";
export { deterministicPolicyLoss } from "./deterministic-policy.ts";
export { discreteSoftPolicyLoss, softValues } from "./discrete-entropy-regularized.ts";
export { divergenceCriticLoss, dualKl, dualWasserstein } from "./dual-divergence.ts";
export { ensembleSimilarity } from "./ensemble-similarity.ts";
export { softPolicyLoss, temperatureLoss } from "./entropy-regularized.ts";
export { expectileLoss } from "./expectile.ts";
export { densityCorrected, type SampledMaximizer, sampledMaximizerValue } from "./importance-sampled.ts";
export { lagrangeLoss, lagrangeMultiplier } from "./lagrange.ts";
export { lambdaReturns, type ReturnSteps } from "./lambda-returns.ts";
export { bestMixedValue } from "./mixed-value.ts";
export { type MmdKernel, maximumMeanDiscrepancy, meanKernelDifference } from "./mmd.ts";
export { type NearBehaviorLoss, rebracPolicyLoss, td3BcPolicyLoss } from "./near-behavior.ts";
export { negativeLogLikelihood } from "./negative-log-likelihood.ts";
export { quantileHuberLoss, quantilePlaces } from "./quantile-huber.ts";
export { sampledKl } from "./sampled-kl.ts";
export { relativeSupportOf, supportOf, valuesWithin } from "./support.ts";
export { leastMeanValue, supportConstraintLoss } from "./support-matching.ts";
export { type ErrorLoss, temporalDifferenceLoss } from "./temporal-difference.ts";
export { latentDivergence, reconstructionError } from "./vae.ts";
export {
  type Baseline,
  binaryWeights,
  exponentialWeights,
  normalizedAdvantages,
  sampledAdvantages,
  softmaxWeights,
  weightedRegressionLoss,
} from "./weighted-regression.ts";
