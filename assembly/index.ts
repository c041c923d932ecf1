export { adam, adamAdvance, adamSettingsBytes } from "./adam";
export { argMax, argMaxOfIntegers, argMin, argMinOfIntegers } from "./arg-extremum";
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
export { cosine, sine } from "./circular";
export { findFinite, findInfinite, findNaN } from "./classification";
export { clip, clip, clipIntegers } from "./clip";
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
export { cumulativeSum, cumulativeSumIntegers } from "./cumulative-sum";
export { floorDivide, floorDivideIntegers, modulo, moduloIntegers } from "./division";
export { duplicate } from "./duplicate";
export { atanh, exp, expm1, log, log1p, logSigmoid, sigmoid, softplus, tanh } from "./elementary";
export { elu, selu } from "./elu";
export { categoricalEntropy, categoricalEntropyGradient, gaussianEntropy } from "./entropy";
export { erf } from "./error-function";
export { maximum, minimum } from "./extremum";
export { fill } from "./fill";
export { firstNonFinite } from "./finite";
export { foldIndex, gather, gatherBool } from "./gather";
export { gaussianKl, gaussianKlGradient } from "./gaussian-kl";
export { addSquares, rootOfSquares, scaleToNorm } from "./global-norm";
export { huber, huberGradient } from "./huber";
export {
  absoluteIntegers,
  addIntegers,
  maximumIntegers,
  minimumIntegers,
  multiplyIntegers,
  negateIntegers,
  powerIntegers,
  squaredDifferenceIntegers,
  subtractIntegers,
} from "./integers";
export { largest, largestInteger, smallest, smallestInteger } from "./largest";
export { layerNorm, layerNormGradient } from "./layer-norm";
export { logSumExp, logSumExpGradient } from "./log-sum-exp";
export { logicalAnd, logicalNot, logicalOr, logicalXor } from "./logic";
export { matmul, matmulScratchBytes } from "./matmul";
export { oneHot, oneHotBool } from "./one-hot";
export { polyak } from "./polyak";
export { power } from "./power";
export { product, productOfIntegers } from "./product";
export {
  dropoutMask,
  randomIntegers,
  randomIntegers,
  randomNormal,
  randomNormal,
  randomUniform,
  randomUniform,
} from "./random";
export { randomChoice } from "./random-choice";
export { leakyRelu, prelu, relu, reluGradient, step } from "./relu";
export { ceiling, floor, round } from "./rounding";
export { scatterSum } from "./scatter";
export { select } from "./select";
export { sign } from "./sign";
export { logSoftmax, logSoftmaxGradient, softmax, softmaxGradient } from "./softmax";
export { standardize } from "./standardize";
export { stridedCopy, stridedCopyBool } from "./strided-copy";
export { sum } from "./sum";
export { meanOfIntegers, meanOfTruths, sumOfIntegers } from "./sum-of-integers";
export { takePerRow, takePerRowGradient } from "./take";
export {
  tanhGaussianLogProb,
  tanhGaussianLogProbGradient,
  tanhGaussianSample,
  tanhGaussianSampleGradient,
} from "./tanh-gaussian";
export { tanhGradient } from "./tanh-gradient";
export { allTrue, anyTrue } from "./truth";
export { absolute, negate, reciprocal, reciprocalSquareRoot, square, squareRoot } from "./unary";
