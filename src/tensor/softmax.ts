import type { Rank, Tensor } from "@tensorflow/tfjs-core";
import { checkPositive } from "../kernels/shape.ts";
import type { AcceleratedBackend } from "./backend.ts";
import { type Call, checkLastAxis, type Op, rowsSize, runOp, upstreamOf } from "./op.ts";

type RowKernel = "softmax" | "logSoftmax";

const names = { softmax: "OfflineRlSoftmax", logSoftmax: "OfflineRlLogSoftmax" };
const gradients = { softmax: "OfflineRlSoftmaxGradient", logSoftmax: "OfflineRlLogSoftmaxGradient" };

/**
 * exp(x_j / T) / Σ_k exp(x_k / T) along the last axis.
 *
 * @param x [..., columns]
 */
export function softmax<R extends Rank>(x: Tensor<R>, temperature = 1): Tensor<R> {
  return runRows("softmax", x, temperature);
}

/**
 * x_j / T − log Σ_k exp(x_k / T) along the last axis.
 *
 * @param x [..., columns]
 */
export function logSoftmax<R extends Rank>(x: Tensor<R>, temperature = 1): Tensor<R> {
  return runRows("logSoftmax", x, temperature);
}

function runRows<R extends Rank>(kernel: RowKernel, x: Tensor<R>, temperature: number): Tensor<R> {
  checkLastAxis("x", x);
  checkPositive("temperature", temperature);
  return runOp<Tensor<R>>(names[kernel], { x }, { temperature });
}

/** The gradient in x from that in the softmax y of x / temperature. */
export function softmaxGradient(upstream: Tensor, y: Tensor, temperature: number): Tensor {
  return runOp(gradients.softmax, { upstream, output: y }, { temperature });
}

function forward(kernel: RowKernel): Op {
  return {
    name: names[kernel],
    run(backend, call) {
      const x = call.input("x");
      const [rows, columns] = rowsSize(x);
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
    const [rows, columns] = rowsSize(output);
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
