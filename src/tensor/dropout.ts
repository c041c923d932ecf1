import { mul, type Rank, type Tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import { shown } from "../kernels/shape.ts";
import { type Op, runOp } from "./op.ts";
import { checkedStream } from "./random.ts";

const mask = "OfflineRlDropoutMask";

/**
 * Inverted dropout (Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting"): every entry
 * is 0 with probability `rate`, else divided by 1 − rate, so that the mean stays. The gradient passes through the same mask.
 * A NaN or an infinity is not dropped: it becomes NaN or stays.
 *
 * @param rate in [0, 1)
 * @param stream of `tensorRandomStream`; one word an entry, whatever the rate
 */
export function dropout<R extends Rank>(x: Tensor<R>, rate: number, stream: Variable): Tensor<R> {
  if (!(typeof rate === "number" && rate >= 0 && rate < 1)) {
    throw new RangeError(`rate must lie in [0, 1); got ${shown(rate)}`);
  }
  return tidy(() =>
    mul(x, runOp<Tensor<R>>(mask, { stream: checkedStream(stream) }, { shape: x.shape, rate })),
  );
}

export const dropoutOps: readonly Op[] = [
  {
    name: mask,
    integerInputs: ["stream"],
    run(backend, call) {
      const out = backend.output(call.shape("shape"));
      const state = backend.address(call.input("stream"));
      const rate = call.number("rate");
      const threshold = Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1);
      backend.kernels.dropoutMask(
        backend.address(out),
        state,
        backend.sizeOf(out),
        threshold,
        1 / (1 - rate),
      );
      return out;
    },
  },
];
