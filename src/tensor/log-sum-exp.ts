import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { checkPositive } from "../kernels/shape.ts";
import { checkRank, matrixSize, type Op, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlLogSumExp";
const backward = "OfflineRlLogSumExpGradient";

/**
 * T · log Σ_j exp(x_j / T) of every row, with gradient softmax(x / T).
 *
 * @param x [rows, columns]
 * @returns [rows]
 */
export function logSumExp(x: Tensor2D, temperature = 1): Tensor1D {
  checkRank("x", x, 2);
  checkPositive("temperature", temperature);
  return runOp<Tensor1D>(forward, { x }, { temperature });
}

export const logSumExpOps: readonly Op[] = [
  {
    name: forward,
    run(backend, call) {
      const x = call.input("x");
      const [rows, columns] = matrixSize(x);
      const out = backend.output([rows]);
      const temperature = call.number("temperature");
      backend.kernels.logSumExp(backend.address(out), backend.address(x), rows, columns, temperature);
      return out;
    },
    gradient: {
      inputsToSave: ["x"],
      gradFunc: (dy, [x], { temperature }) => ({
        x: () => runOp(backward, { upstream: upstreamOf(dy), x: x! }, { temperature: temperature! }),
      }),
    },
  },
  {
    name: backward,
    run(backend, call) {
      const [upstream, x] = [call.input("upstream"), call.input("x")];
      const [rows, columns] = matrixSize(x);
      const out = backend.output(x.shape);
      backend.kernels.logSumExpGradient(
        backend.address(out),
        backend.address(upstream),
        backend.address(x),
        rows,
        columns,
        call.number("temperature"),
      );
      return out;
    },
  },
];
