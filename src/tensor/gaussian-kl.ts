import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { checkRank, checkSameShape, matrixSize, type Op, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlGaussianKl";
const backward = "OfflineRlGaussianKlGradient";

/** A batch of diagonal Gaussians: mean and log standard deviation, both [rows, dimensions]. */
export interface Gaussians {
  readonly mean: Tensor2D;
  readonly logStd: Tensor2D;
}

/**
 * KL(N(mean, e^logStd) ‖ prior) of every row in nats, differentiable in all four inputs; exchange the arguments for the
 * other direction.
 *
 * @returns [rows]
 */
export function gaussianKl({ mean, logStd }: Gaussians, prior: Gaussians): Tensor1D {
  checkRank("mean", mean, 2);
  checkSameShape("mean and logStd", mean, logStd);
  checkSameShape("mean and prior.mean", mean, prior.mean);
  checkSameShape("mean and prior.logStd", mean, prior.logStd);
  const inputs = { mean, logStd, priorMean: prior.mean, priorLogStd: prior.logStd };
  return runOp<Tensor1D>(forward, inputs);
}

const inputNames = ["mean", "logStd", "priorMean", "priorLogStd"];

export const gaussianKlOps: readonly Op[] = [
  {
    name: forward,
    run(backend, call) {
      const [rows, dimensions] = matrixSize(call.input("mean"));
      const out = backend.output([rows]);
      const [m = 0, s = 0, pm = 0, ps = 0] = inputNames.map((name) => backend.address(call.input(name)));
      backend.kernels.gaussianKl(backend.address(out), m, s, pm, ps, rows, dimensions);
      return out;
    },
    gradient: {
      inputsToSave: inputNames,
      gradFunc(dy, [mean, logStd, priorMean, priorLogStd]) {
        const inputs = { mean: mean!, logStd: logStd!, priorMean: priorMean!, priorLogStd: priorLogStd! };
        const gradients = runOp<Tensor2D[]>(backward, { upstream: upstreamOf(dy), ...inputs });
        return Object.fromEntries(inputNames.map((name, i) => [name, () => gradients[i]!]));
      },
    },
  },
  {
    name: backward,
    run(backend, call) {
      const { shape } = call.input("mean");
      const [rows, dimensions] = matrixSize(call.input("mean"));
      const outputs = inputNames.map(() => backend.output(shape));
      const [om = 0, os = 0, opm = 0, ops = 0] = outputs.map((output) => backend.address(output));
      const [m = 0, s = 0, pm = 0, ps = 0] = inputNames.map((name) => backend.address(call.input(name)));
      const upstream = backend.address(call.input("upstream"));
      backend.kernels.gaussianKlGradient(om, os, opm, ops, upstream, m, s, pm, ps, rows, dimensions);
      return outputs;
    },
  },
];
