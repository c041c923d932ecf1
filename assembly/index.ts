export { adam, adamAdvance, adamSettingsBytes } from "./adam";
export { argMax, argMin } from "./arg-extremum";
export { add, divide, multiply, squaredDifference, subtract } from "./arithmetic";
export { criticsTarget, expectedTarget, greedyTarget } from "./bellman-target";
export { categoricalKl, categoricalKlGradient } from "./categorical-kl";
export { clip } from "./clip";
export { cumulativeSum, cumulativeSumIntegers } from "./cumulative-sum";
export { duplicate } from "./duplicate";
export { atanh, exp, expm1, log, log1p, logSigmoid, sigmoid, softplus, tanh } from "./elementary";
export { categoricalEntropy, categoricalEntropyGradient, gaussianEntropy } from "./entropy";
export { maximum, minimum } from "./extremum";
export { fill } from "./fill";
export { firstNonFinite } from "./finite";
export { foldIndex, gather, gatherBool } from "./gather";
export { gaussianKl, gaussianKlGradient } from "./gaussian-kl";
export { huber, huberGradient } from "./huber";
export { logSumExp, logSumExpGradient } from "./log-sum-exp";
export { matmul, matmulScratchBytes } from "./matmul";
export { oneHot, oneHotBool } from "./one-hot";
export { polyak } from "./polyak";
export { randomIntegers, randomNormal, randomUniform } from "./random";
export { reluGradient } from "./relu";
export { scatterSum } from "./scatter";
export { sign } from "./sign";
export { logSoftmax, logSoftmaxGradient, softmax, softmaxGradient } from "./softmax";
export { standardize } from "./standardize";
export { stridedCopy, stridedCopyBool } from "./strided-copy";
export { sum } from "./sum";
export { takePerRow, takePerRowGradient } from "./take";
export {
  tanhGaussianLogProb,
  tanhGaussianLogProbGradient,
  tanhGaussianSample,
  tanhGaussianSampleGradient,
} from "./tanh-gaussian";
export { negate, square } from "./unary";
