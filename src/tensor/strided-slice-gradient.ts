import type { NamedAttrMap, Tensor } from "@tensorflow/tfjs-core";
import { type Op, runOp } from "./op.ts";
import { fill } from "./replacements/fill.ts";
import { offsetOf, stridedCopy, stridesOf } from "./replacements/strided-copy.ts";
import { stridedPart } from "./replacements/strided-part.ts";

const name = "OfflineRlStridedSliceGradient";

/** The upstream gradient of tf.stridedSlice where its entries were taken from, amid zeros. */
export function stridedSliceGradient(upstream: Tensor, { shape }: Tensor, attributes: NamedAttrMap): Tensor {
  const { sizes, begin, strides } = stridedPart(shape, attributes);
  return runOp(name, { upstream }, { shape, sizes, begin, strides });
}

export const stridedSliceOps: readonly Op[] = [
  {
    name,
    run(backend, call) {
      const [shape, sizes] = [call.shape("shape"), call.shape("sizes")];
      const [begin, strides] = [call.shape("begin"), call.shape("strides")];
      const [own, distances] = [stridesOf(shape), stridesOf(sizes)];
      const out = backend.output(shape);
      fill(backend, out, 0);
      const axes = sizes.map((size, axis) => ({
        size,
        out: own[axis]! * strides[axis]!,
        x: distances[axis]!,
      }));
      stridedCopy(backend, out, call.input("upstream"), axes, { out: offsetOf(begin, own) });
      return out;
    },
  },
];
