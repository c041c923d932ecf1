import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { checkRank, checkSameShape, matrixSize, type Op, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlCategoricalKl";
const backward = "OfflineRlCategoricalKlGradient";

/**
 * KL(p ‖ q) of every row in nats for p, q = softmax of the logits, differentiable in both; exchange the arguments for
 * the other direction. A logit of −Infinity masks an action.
 *
 * @param pLogits, qLogits [rows, actions]
 * @returns [rows]
 */
export function categoricalKl(pLogits: Tensor2D, qLogits: Tensor2D): Tensor1D {
  checkRank("pLogits", pLogits, 2);
  checkSameShape("pLogits and qLogits", pLogits, qLogits);
  return runOp<Tensor1D>(forward, { pLogits, qLogits });
}

export const categoricalKlOps: readonly Op[] = [
  {
    name: forward,
    run(backend, call) {
      const [p, q] = [call.input("pLogits"), call.input("qLogits")];
      const [rows, actions] = matrixSize(p);
      const out = backend.output([rows]);
      backend.kernels.categoricalKl(
        backend.address(out),
        backend.address(p),
        backend.address(q),
        rows,
        actions,
      );
      return out;
    },
    gradient: {
      inputsToSave: ["pLogits", "qLogits"],
      gradFunc(dy, [p, q]) {
        const inputs = { upstream: upstreamOf(dy), pLogits: p!, qLogits: q! };
        const [inP, inQ] = runOp<Tensor2D[]>(backward, inputs);
        return { pLogits: () => inP!, qLogits: () => inQ! };
      },
    },
  },
  {
    name: backward,
    run(backend, call) {
      const [p, q] = [call.input("pLogits"), call.input("qLogits")];
      const [rows, actions] = matrixSize(p);
      const [inP, inQ] = [backend.output(p.shape), backend.output(p.shape)];
      backend.kernels.categoricalKlGradient(
        backend.address(inP),
        backend.address(inQ),
        backend.address(call.input("upstream")),
        backend.address(p),
        backend.address(q),
        rows,
        actions,
      );
      return [inP, inQ];
    },
  },
];
