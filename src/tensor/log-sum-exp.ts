import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { checkPositive } from "../kernels/shape.ts";
import { checkLastAxis, type Op, rowsSize, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlLogSumExp";
const backward = "OfflineRlLogSumExpGradient";

/**
 * T · log Σ_j exp(x_j / T) along the last axis, with gradient softmax(x / T); −Infinity of no entries.
 *
 * @param x [..., columns]
 * @returns [...]
 */
export function logSumExp(x: Tensor2D, temperature?: number): Tensor1D;
export function logSumExp(x: Tensor, temperature?: number): Tensor;
export function logSumExp(x: Tensor, temperature = 1): Tensor {
  checkLastAxis("x", x);
  checkPositive("temperature", temperature);
  return runOp(forward, { x }, { temperature });
}

export const logSumExpOps: readonly Op[] = [
  {
    name: forward,
    run(backend, call) {
      const x = call.input("x");
      const [rows, columns] = rowsSize(x);
      const out = backend.output(x.shape.slice(0, -1));
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
      const [rows, columns] = rowsSize(x);
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
