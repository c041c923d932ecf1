import type { Tensor1D, Tensor2D, TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { checkRank, matrixSize, noGradients, type Op, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlStandardize";
const backward = "OfflineRlStandardizeGradient";

/**
 * (x − mean) · scale in every row, differentiable in x; mean and scale are constants.
 *
 * @param x [rows, columns]
 * @param mean, scale [columns]
 */
export function standardize(x: Tensor2D, mean: Tensor1D, scale: Tensor1D): Tensor2D {
  checkRank("x", x, 2);
  for (const [name, { shape }] of Object.entries({ mean, scale })) {
    if (shape.length !== 1 || shape[0] !== x.shape[1]) {
      throw new RangeError(
        `${name} must have one entry a column of x, ${x.shape[1]}; got the shape [${shape}]`,
      );
    }
  }
  return runOp<Tensor2D>(forward, { x, mean, scale });
}

function launch(backend: AcceleratedBackend, x: TensorInfo, mean: number, scale: TensorInfo): TensorInfo {
  const [rows, columns] = matrixSize(x);
  const out = backend.output(x.shape);
  const addresses = [backend.address(out), backend.address(x), mean, backend.address(scale)] as const;
  backend.kernels.standardize(...addresses, rows, columns);
  return out;
}

export const standardizeOps: readonly Op[] = [
  {
    name: forward,
    run: (backend, call) =>
      launch(backend, call.input("x"), backend.address(call.input("mean")), call.input("scale")),
    gradient: {
      inputsToSave: ["mean", "scale"],
      gradFunc: (dy, [mean, scale]) => ({
        ...noGradients({ mean: mean!, scale: scale! }),
        x: () => runOp(backward, { upstream: upstreamOf(dy), scale: scale! }),
      }),
    },
  },
  {
    name: backward,
    run: (backend, call) => launch(backend, call.input("upstream"), 0, call.input("scale")),
  },
];
