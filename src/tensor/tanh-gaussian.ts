import { atanh, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { Gaussians } from "./gaussian-kl.ts";
import {
  checkRank,
  checkSameShape,
  checkTypes,
  matrixSize,
  noGradients,
  type Op,
  runOp,
  upstreamOf,
} from "./op.ts";

const sample = "OfflineRlTanhGaussianSample";
const sampleGradient = "OfflineRlTanhGaussianSampleGradient";
const logProb = "OfflineRlTanhGaussianLogProb";
const logProbGradient = "OfflineRlTanhGaussianLogProbGradient";

/** A batch of actions in (−1, 1) with their log-densities. */
export interface TanhGaussianSample {
  /** tanh(preTanh), [rows, dimensions]. */
  readonly action: Tensor2D;
  /** mean + e^logStd · noise, [rows, dimensions]. */
  readonly preTanh: Tensor2D;
  /** Σ_d log π(action_d), [rows]. */
  readonly logProb: Tensor1D;
}

/**
 * a = tanh(mean + e^logStd · noise) with its log-density (SAC, arXiv:1801.01290, appendix C), differentiable in mean and
 * logStd along the sample.
 *
 * @param noise draws of N(0, 1), [rows, dimensions], a constant
 */
export function tanhGaussianSample({ mean, logStd }: Gaussians, noise: Tensor2D): TanhGaussianSample {
  checkRank("mean", mean, 2);
  checkSameShape("mean and logStd", mean, logStd);
  checkSameShape("mean and noise", mean, noise);
  const [action, preTanh, density] = runOp<[Tensor2D, Tensor2D, Tensor1D]>(sample, { mean, logStd, noise });
  return { action, preTanh, logProb: density };
}

/**
 * Σ_d log π(tanh u_d) of every row for the value u before the tanh, differentiable in u, mean and logStd.
 *
 * @param preTanh [rows, dimensions]
 * @returns [rows]; −Infinity where u is infinite
 */
export function tanhGaussianLogProb(preTanh: Tensor2D, { mean, logStd }: Gaussians): Tensor1D {
  checkRank("preTanh", preTanh, 2);
  checkSameShape("preTanh and mean", preTanh, mean);
  checkSameShape("preTanh and logStd", preTanh, logStd);
  return runOp<Tensor1D>(logProb, { preTanh, mean, logStd });
}

/**
 * The same for actions in (−1, 1), through u = artanh a. An action of ±1 has density 0 and gives −Infinity, one beyond
 * gives NaN.
 */
export function tanhGaussianLogProbOfAction(action: Tensor2D, gaussians: Gaussians): Tensor1D {
  checkTypes({ action });
  checkRank("action", action, 2);
  checkSameShape("action and mean", action, gaussians.mean);
  return tanhGaussianLogProb(atanh(action), gaussians);
}

const sampleOp: Op = {
  name: sample,
  run(backend, call) {
    const inputs = [call.input("mean"), call.input("logStd"), call.input("noise")];
    const [mean = 0, logStd = 0, noise = 0] = inputs.map((input) => backend.address(input));
    const [rows, dimensions] = matrixSize(inputs[0]!);
    const outputs = [[rows, dimensions], [rows, dimensions], [rows]].map((shape) => backend.output(shape));
    const [action = 0, preTanh = 0, density = 0] = outputs.map((output) => backend.address(output));
    backend.kernels.tanhGaussianSample(action, preTanh, density, mean, logStd, noise, rows, dimensions);
    return outputs;
  },
  gradient: {
    inputsToSave: ["logStd", "noise"],
    outputsToSave: [false, true, false],
    gradFunc(dy, [logStd, noise, preTanh]) {
      const [inAction, inPreTanh, inLogProb] = Array.isArray(dy) ? dy : [];
      const upstream = { inAction: inAction!, inPreTanh: inPreTanh!, inLogProb: inLogProb! };
      const saved = { preTanh: preTanh!, logStd: logStd!, noise: noise! };
      const [mean, spread] = runOp<Tensor2D[]>(sampleGradient, { ...upstream, ...saved });
      return { ...noGradients({ noise: noise! }), mean: () => mean!, logStd: () => spread! };
    },
  },
};

const sampleGradientOp: Op = {
  name: sampleGradient,
  run(backend, call) {
    const at = (name: string) => backend.address(call.input(name));
    const preTanh = call.input("preTanh");
    const [rows, dimensions] = matrixSize(preTanh);
    const [mean, logStd] = [backend.output(preTanh.shape), backend.output(preTanh.shape)];
    backend.kernels.tanhGaussianSampleGradient(
      backend.address(mean),
      backend.address(logStd),
      at("inAction"),
      at("inPreTanh"),
      at("inLogProb"),
      at("preTanh"),
      at("logStd"),
      at("noise"),
      rows,
      dimensions,
    );
    return [mean, logStd];
  },
};

const logProbOp: Op = {
  name: logProb,
  run(backend, call) {
    const at = (name: string) => backend.address(call.input(name));
    const [rows, dimensions] = matrixSize(call.input("preTanh"));
    const out = backend.output([rows]);
    const [to, u, m, s] = [backend.address(out), at("preTanh"), at("mean"), at("logStd")];
    backend.kernels.tanhGaussianLogProb(to, u, m, s, rows, dimensions);
    return out;
  },
  gradient: {
    inputsToSave: ["preTanh", "mean", "logStd"],
    gradFunc(dy, [preTanh, mean, logStd]) {
      const saved = { preTanh: preTanh!, mean: mean!, logStd: logStd! };
      const [inPreTanh, inMean, inLogStd] = runOp<Tensor2D[]>(logProbGradient, {
        upstream: upstreamOf(dy),
        ...saved,
      });
      return { preTanh: () => inPreTanh!, mean: () => inMean!, logStd: () => inLogStd! };
    },
  },
};

const logProbGradientOp: Op = {
  name: logProbGradient,
  run(backend, call) {
    const at = (name: string) => backend.address(call.input(name));
    const { shape } = call.input("preTanh");
    const [rows, dimensions] = matrixSize(call.input("preTanh"));
    const outputs = [backend.output(shape), backend.output(shape), backend.output(shape)];
    const [u = 0, m = 0, s = 0] = outputs.map((output) => backend.address(output));
    const inputs = [at("upstream"), at("preTanh"), at("mean"), at("logStd")] as const;
    backend.kernels.tanhGaussianLogProbGradient(u, m, s, ...inputs, rows, dimensions);
    return outputs;
  },
};

export const tanhGaussianOps: readonly Op[] = [sampleOp, sampleGradientOp, logProbOp, logProbGradientOp];
