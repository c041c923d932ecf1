import {
  mul,
  ones,
  type Rank,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { checkPositive } from "../kernels/shape.ts";
import { checkLastAxis, type Op, rowsSize, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlLayerNorm";
const backward = "OfflineRlLayerNormGradient";

/** ε where none is given. */
export const layerNormEpsilon = 1e-5;

/**
 * Layer normalization (Ba, Kiros & Hinton 2016, arXiv:1607.06450, eq. 4) along the last axis:
 * gain · (x − μ) / √(σ² + ε) + bias, where μ and σ² are the mean and the variance (over n, not n − 1) of each row.
 *
 * @param x [..., columns]
 * @param gain [columns], ones unless given
 * @param bias [columns], zeros unless given
 * @param epsilon ε, positive
 */
export function layerNorm<R extends Rank>(
  x: Tensor<R>,
  gain?: Tensor1D,
  bias?: Tensor1D,
  epsilon: number = layerNormEpsilon,
): Tensor<R> {
  checkLastAxis("x", x);
  checkPositive("epsilon", epsilon);
  const columns = x.shape.at(-1)!;
  for (const [name, tensor] of Object.entries({ gain, bias })) {
    if (tensor !== undefined && (tensor.rank !== 1 || tensor.size !== columns)) {
      throw new RangeError(
        `${name} must have one entry a column of x, ${columns}; got the shape [${tensor.shape}]`,
      );
    }
  }
  return tidy(() =>
    runOp<Tensor<R>>(
      forward,
      { x, gain: gain ?? ones([columns]), bias: bias ?? zeros([columns]) },
      { epsilon },
    ),
  );
}

/** The sum over all axes but the last. */
function sumOfRows(x: Tensor): Tensor {
  return sum(reshape(x, rowsSize(x)), 0);
}

export const layerNormOps: readonly Op[] = [
  {
    name: forward,
    run(backend, call) {
      const x = call.input("x");
      const out = backend.output(x.shape);
      const [to, ...from] = [out, x, call.input("gain"), call.input("bias")].map((each) =>
        backend.address(each),
      );
      backend.kernels.layerNorm(to!, from[0]!, from[1]!, from[2]!, ...rowsSize(x), call.number("epsilon"));
      return out;
    },
    gradient: {
      inputsToSave: ["x", "gain"],
      gradFunc: (dy, [x, gain], { epsilon }) => {
        const upstream = upstreamOf(dy);
        const settings = { epsilon: epsilon! };
        const columns = gain!.size;
        const normalized = (): Tensor =>
          runOp(forward, { x: x!, gain: ones([columns]), bias: zeros([columns]) }, settings);
        return {
          x: () => runOp(backward, { upstream, x: x!, gain: gain! }, settings),
          gain: () => sumOfRows(mul(upstream, normalized())),
          bias: () => sumOfRows(upstream),
        };
      },
    },
  },
  {
    name: backward,
    run(backend, call) {
      const [upstream, x] = [call.input("upstream"), call.input("x")];
      const out = backend.output(x.shape);
      const addresses = [out, upstream, x, call.input("gain")].map((each) => backend.address(each));
      const [to, from, at, gain] = addresses;
      backend.kernels.layerNormGradient(to!, from!, at!, gain!, ...rowsSize(x), call.number("epsilon"));
      return out;
    },
  },
];
