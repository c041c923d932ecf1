import { mul, type Tensor, tanh } from "@tensorflow/tfjs-core";
import { type Op, runOp, upstreamOf } from "./op.ts";

const name = "OfflineRlTanhGradient";

/**
 * upstream · k² / cosh²(k x), which is the gradient of k · tanh(k x): that of tanh for k = 1, and of the sigmoid for ½. Can
 * be differentiated again.
 *
 * @param upstream of the shape of x
 */
export function tanhGradient(upstream: Tensor, x: Tensor, steepness: number): Tensor {
  return runOp(name, { upstream, x }, { steepness });
}

export const tanhGradientOps: readonly Op[] = [
  {
    name,
    run(backend, call) {
      const [upstream, x] = [call.input("upstream"), call.input("x")];
      const out = backend.output(x.shape);
      const [to, first, second] = [out, upstream, x].map((each) => backend.address(each));
      backend.kernels.tanhGradient(to!, first!, second!, backend.sizeOf(x), call.number("steepness"));
      return out;
    },
    gradient: {
      inputsToSave: ["upstream", "x"],
      gradFunc(dy, saved, { steepness }) {
        const [upstream, x, k] = [saved[0]!, saved[1]!, Number(steepness)];
        const slope = (by: Tensor): Tensor => tanhGradient(by, x, k);
        return {
          upstream: () => slope(upstreamOf(dy)),
          x: () => mul(slope(mul(upstreamOf(dy), upstream)), mul(tanh(mul(x, k)), -2 * k)),
        };
      },
    },
  },
];
