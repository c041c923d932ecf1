export { type Backup, criticsTarget, expectedTarget, greedyTarget } from "./bellman-target.ts";
export { categoricalKl, categoricalKlGradient } from "./categorical-kl.ts";
export {
  atanh,
  type Elementary,
  exp,
  expm1,
  log,
  log1p,
  logSigmoid,
  sigmoid,
  softplus,
  tanh,
} from "./elementary.ts";
export { categoricalEntropy, categoricalEntropyGradient, gaussianEntropy } from "./entropy.ts";
export { type GaussianKlGradient, type Gaussians, gaussianKl, gaussianKlGradient } from "./gaussian-kl.ts";
export { huber, huberGradient } from "./huber.ts";
export { createKernels, type KernelOptions, type Kernels } from "./kernels.ts";
export { logSumExp, logSumExpGradient } from "./log-sum-exp.ts";
export { matmul, type ProductShape } from "./matmul.ts";
export { type RandomStream, randomStream } from "./random.ts";
export {
  logSoftmax,
  logSoftmaxGradient,
  type RowGradient,
  type RowMap,
  softmax,
  softmaxGradient,
} from "./softmax.ts";
export {
  type TanhGaussianLogProbGradient,
  type TanhGaussianSample,
  tanhGaussianLogProb,
  tanhGaussianLogProbGradient,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
  tanhGaussianSampleGradient,
} from "./tanh-gaussian.ts";
