export { type Adam, type AdamConfig, adam } from "./adam.ts";
export { type Backup, criticsTarget, expectedTarget, greedyTarget } from "./bellman-target.ts";
export { type Captured, capture } from "./capture/capture.ts";
export { CaptureError } from "./capture/capture-error.ts";
export { categoricalKl } from "./categorical-kl.ts";
export { type Clipped, clipByGlobalNorm } from "./clip-by-global-norm.ts";
export { type Activation, dense, ensembleDense } from "./dense.ts";
export { dropout } from "./dropout.ts";
export { categoricalEntropy, gaussianEntropy } from "./entropy.ts";
export { checkFinite, NonFiniteError } from "./finite.ts";
export { type Gaussians, gaussianKl } from "./gaussian-kl.ts";
export { huber } from "./huber.ts";
export { type InitOptions, init } from "./init.ts";
export { layerNorm } from "./layer-norm.ts";
export { logSumExp } from "./log-sum-exp.ts";
export { type Loss, type Minimized, type MinimizeOptions, minimize } from "./minimize.ts";
export { polyak } from "./polyak.ts";
export { randomIntegers, randomNormal, randomUniform, tensorRandomStream } from "./random.ts";
export { randomChoice } from "./random-choice.ts";
export { logSoftmax, softmax } from "./softmax.ts";
export { standardize } from "./standardize.ts";
export { stopGradient } from "./stop-gradient.ts";
export { takePerRow } from "./take-per-row.ts";
export {
  type TanhGaussianSample,
  tanhGaussianLogProb,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
} from "./tanh-gaussian.ts";
