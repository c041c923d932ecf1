import type { Tensor2D } from "@tensorflow/tfjs-core";
import { checkPositive } from "../kernels/shape.ts";
import type { AcceleratedBackend } from "./backend.ts";
import { type Call, checkRank, matrixSize, type Op, runOp, upstreamOf } from "./op.ts";

type RowKernel = "softmax" | "logSoftmax";

const names = { softmax: "OfflineRlSoftmax", logSoftmax: "OfflineRlLogSoftmax" };
const gradients = { softmax: "OfflineRlSoftmaxGradient", logSoftmax: "OfflineRlLogSoftmaxGradient" };

/**
 * exp(x_j / T) / Σ_k exp(x_k / T) of every row.
 *
 * @param x [rows, columns]
 */
export function softmax(x: Tensor2D, temperature = 1): Tensor2D {
  return runRows("softmax", x, temperature);
}

/**
 * x_j / T − log Σ_k exp(x_k / T) of every row.
 *
 * @param x [rows, columns]
 */
export function logSoftmax(x: Tensor2D, temperature = 1): Tensor2D {
  return runRows("logSoftmax", x, temperature);
}

function runRows(kernel: RowKernel, x: Tensor2D, temperature: number): Tensor2D {
  checkRank("x", x, 2);
  checkPositive("temperature", temperature);
  return runOp<Tensor2D>(names[kernel], { x }, { temperature });
}

function forward(kernel: RowKernel): Op {
  return {
    name: names[kernel],
    run(backend, call) {
      const x = call.input("x");
      const [rows, columns] = matrixSize(x);
      const out = backend.output(x.shape);
      const temperature = call.number("temperature");
      backend.kernels[kernel](backend.address(out), backend.address(x), rows, columns, temperature);
      return out;
    },
    gradient: {
      outputsToSave: [true],
      gradFunc: (dy, [output], { temperature }) => ({
        x: () =>
          runOp(
            gradients[kernel],
            { upstream: upstreamOf(dy), output: output! },
            { temperature: temperature! },
          ),
      }),
    },
  };
}

function backward(kernel: RowKernel): Op {
  const launch = (backend: AcceleratedBackend, call: Call) => {
    const [upstream, output] = [call.input("upstream"), call.input("output")];
    const [rows, columns] = matrixSize(output);
    const out = backend.output(output.shape);
    backend.kernels[kernel === "softmax" ? "softmaxGradient" : "logSoftmaxGradient"](
      backend.address(out),
      backend.address(upstream),
      backend.address(output),
      rows,
      columns,
      call.number("temperature"),
    );
    return out;
  };
  return { name: gradients[kernel], run: launch };
}

export const softmaxOps: readonly Op[] = [
  forward("softmax"),
  forward("logSoftmax"),
  backward("softmax"),
  backward("logSoftmax"),
];
