export { adam, adamAdvance, adamSettingsBytes } from "./adam";
export { argMax, argMin } from "./arg-extremum";
export { add, divide, multiply, squaredDifference, subtract } from "./arithmetic";
export { criticsTarget, expectedTarget, greedyTarget } from "./bellman-target";
export {
  floatsToIntegers,
  floatsToTruths,
  integersToFloats,
  integersToTruths,
  truthsToFloats,
  truthsToIntegers,
} from "./cast";
export { categoricalKl, categoricalKlGradient } from "./categorical-kl";
export { clip } from "./clip";
export {
  equal,
  equalIntegers,
  less,
  lessEqual,
  lessEqualIntegers,
  lessIntegers,
  notEqual,
  notEqualIntegers,
} from "./comparison";
export { duplicate } from "./duplicate";
export { atanh, exp, expm1, log, log1p, logSigmoid, sigmoid, softplus, tanh } from "./elementary";
export { categoricalEntropy, categoricalEntropyGradient, gaussianEntropy } from "./entropy";
export { maximum, minimum } from "./extremum";
export { fill } from "./fill";
export { firstNonFinite } from "./finite";
export { gaussianKl, gaussianKlGradient } from "./gaussian-kl";
export { huber, huberGradient } from "./huber";
export {
  addIntegers,
  maximumIntegers,
  minimumIntegers,
  multiplyIntegers,
  squaredDifferenceIntegers,
  subtractIntegers,
} from "./integers";
export { logSumExp, logSumExpGradient } from "./log-sum-exp";
export { logicalAnd, logicalNot, logicalOr, logicalXor } from "./logic";
export { matmul, matmulScratchBytes } from "./matmul";
export { polyak } from "./polyak";
export { randomIntegers, randomNormal, randomUniform } from "./random";
export { reluGradient } from "./relu";
export { repeat } from "./repeat";
export { select } from "./select";
export { sign } from "./sign";
export { logSoftmax, logSoftmaxGradient, softmax, softmaxGradient } from "./softmax";
export { standardize } from "./standardize";
export { sum } from "./sum";
export { takePerRow, takePerRowGradient } from "./take";
export {
  tanhGaussianLogProb,
  tanhGaussianLogProbGradient,
  tanhGaussianSample,
  tanhGaussianSampleGradient,
} from "./tanh-gaussian";
export { negate, square } from "./unary";
