import type { Tensor } from "@tensorflow/tfjs-core";
import { checkPositive } from "../kernels/shape.ts";
import { checkSameShape, noGradients, type Op, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlHuber";
const backward = "OfflineRlHuberGradient";

/**
 * Elementwise ½u² where |u| ≤ threshold, else threshold · (|u| − ½ threshold), u = prediction − target. The target is a
 * constant: no gradient passes to it.
 */
export function huber<Shaped extends Tensor>(prediction: Shaped, target: Shaped, threshold = 1): Shaped {
  checkSameShape("prediction and target", prediction, target);
  checkPositive("threshold", threshold);
  return runOp<Shaped>(forward, { prediction, target }, { threshold });
}

export const huberOps: readonly Op[] = [
  {
    name: forward,
    run(backend, call) {
      const [prediction, target] = [call.input("prediction"), call.input("target")];
      const out = backend.output(prediction.shape);
      backend.kernels.huber(
        backend.address(out),
        backend.address(prediction),
        backend.address(target),
        backend.sizeOf(out),
        call.number("threshold"),
      );
      return out;
    },
    gradient: {
      inputsToSave: ["prediction", "target"],
      gradFunc: (dy, [prediction, target], { threshold }) => ({
        ...noGradients({ target: target! }),
        prediction: () =>
          runOp(
            backward,
            { upstream: upstreamOf(dy), prediction: prediction!, target: target! },
            { threshold: threshold! },
          ),
      }),
    },
  },
  {
    name: backward,
    run(backend, call) {
      const prediction = call.input("prediction");
      const out = backend.output(prediction.shape);
      backend.kernels.huberGradient(
        backend.address(out),
        backend.address(call.input("upstream")),
        backend.address(prediction),
        backend.address(call.input("target")),
        backend.sizeOf(out),
        call.number("threshold"),
      );
      return out;
    },
  },
];
