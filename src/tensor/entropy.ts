import { add, sum, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { checkRank, matrixSize, type Op, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlCategoricalEntropy";
const backward = "OfflineRlCategoricalEntropyGradient";

/**
 * −Σ_a p_a log p_a of every row in nats, p = softmax(logits).
 *
 * @param logits [rows, actions]
 * @returns [rows]
 */
export function categoricalEntropy(logits: Tensor2D): Tensor1D {
  checkRank("logits", logits, 2);
  return runOp<Tensor1D>(forward, { logits });
}

/**
 * Σ_d (logStd_d + ½ log 2πe) of every row in nats, the entropy of a diagonal Gaussian.
 *
 * @param logStd [rows, dimensions]
 * @returns [rows]
 */
export function gaussianEntropy(logStd: Tensor2D): Tensor1D {
  checkRank("logStd", logStd, 2);
  const unit = 1.4189385332046727; // ½ log 2πe
  return add<Tensor1D>(sum<Tensor1D>(logStd, 1), unit * matrixSize(logStd)[1]);
}

export const entropyOps: readonly Op[] = [
  {
    name: forward,
    run(backend, call) {
      const logits = call.input("logits");
      const [rows, actions] = matrixSize(logits);
      const out = backend.output([rows]);
      backend.kernels.categoricalEntropy(backend.address(out), backend.address(logits), rows, actions);
      return out;
    },
    gradient: {
      inputsToSave: ["logits"],
      gradFunc: (dy, [logits]) => ({
        logits: () => runOp(backward, { upstream: upstreamOf(dy), logits: logits! }),
      }),
    },
  },
  {
    name: backward,
    run(backend, call) {
      const [upstream, logits] = [call.input("upstream"), call.input("logits")];
      const [rows, actions] = matrixSize(logits);
      const out = backend.output(logits.shape);
      backend.kernels.categoricalEntropyGradient(
        backend.address(out),
        backend.address(upstream),
        backend.address(logits),
        rows,
        actions,
      );
      return out;
    },
  },
];
