export { adam, adamAdvance, adamSettingsBytes } from "./adam";
export { argMax, argMaxOfIntegers, argMin, argMinOfIntegers } from "./arg-extremum";
export { add, divide, multiply, squaredDifference, subtract } from "./arithmetic";
export { criticsTarget, expectedTarget, greedyTarget } from "./bellman-target";
export { categoricalKl, categoricalKlGradient } from "./categorical-kl";
export { clip } from "./clip";
export { duplicate } from "./duplicate";
export { atanh, exp, expm1, log, log1p, logSigmoid, sigmoid, softplus, tanh } from "./elementary";
export { categoricalEntropy, categoricalEntropyGradient, gaussianEntropy } from "./entropy";
export { maximum, minimum } from "./extremum";
export { firstNonFinite } from "./finite";
export { gaussianKl, gaussianKlGradient } from "./gaussian-kl";
export { addSquares, rootOfSquares, scaleToNorm } from "./global-norm";
export { huber, huberGradient } from "./huber";
export { largest, largestInteger, smallest, smallestInteger } from "./largest";
export { layerNorm, layerNormGradient } from "./layer-norm";
export { logSumExp, logSumExpGradient } from "./log-sum-exp";
export { matmul, matmulScratchBytes } from "./matmul";
export { polyak } from "./polyak";
export { product, productOfIntegers } from "./product";
export { dropoutMask, randomIntegers, randomNormal, randomUniform } from "./random";
export { randomChoice } from "./random-choice";
export { reluGradient } from "./relu";
export { repeat } from "./repeat";
export { sign } from "./sign";
export { logSoftmax, logSoftmaxGradient, softmax, softmaxGradient } from "./softmax";
export { standardize } from "./standardize";
export { sum } from "./sum";
export { meanOfIntegers, meanOfTruths, sumOfIntegers } from "./sum-of-integers";
export { takePerRow, takePerRowGradient } from "./take";
export {
  tanhGaussianLogProb,
  tanhGaussianLogProbGradient,
  tanhGaussianSample,
  tanhGaussianSampleGradient,
} from "./tanh-gaussian";
export { allTrue, anyTrue } from "./truth";
export { negate, square } from "./unary";
