import { gather_util, type Tensor, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { type Op, runOp } from "../op.ts";
import { fill } from "./fill.ts";
import { type Gathering, gather, scatterSum } from "./gather.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

const backward = "OfflineRlGatherPlacesGradient";

/** Places in the leading axes of a shape as indices into these axes seen as one; −1 for a place outside. */
function flatIndices(backend: AcceleratedBackend, places: TensorInfo, shape: readonly number[]): TensorInfo {
  const out = backend.output(places.shape.slice(0, -1), "int32");
  const [count, depth] = [backend.sizeOf(out), places.shape.at(-1)!];
  if (depth === 0) fill(backend, out, 0);
  shape.slice(0, depth).forEach((size, axis) => {
    backend.kernels.foldIndex(backend.address(out), backend.address(places), count, depth, axis, size);
  });
  return out;
}

/** The leading axes of a shape that places lead through, seen as one. */
function gatheringOf(shape: number[], places: TensorInfo): Gathering {
  const depth = places.shape.at(-1)!;
  const [outer, rest] = [shape.slice(0, depth), shape.slice(depth)];
  const taken = places.shape.slice(0, -1);
  return {
    batch: 1,
    outer: 1,
    length: util.sizeFromShape(outer),
    taken: util.sizeFromShape(taken),
    inner: util.sizeFromShape(rest),
    shape: [...taken, ...rest],
  };
}

/**
 * tf.gatherND. Places are data, which a captured function reads anew; one outside of x gives NaN, or 0 in an int32 or bool
 * tensor, where tfjs-backend-wasm reads what lies there.
 */
export const gatherPlacesKernel: Replacement = {
  name: "GatherNd",
  run(backend, inputs, attributes, stock) {
    const [x, places] = [inputs.params!, inputs.indices!];
    if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
    gather_util.prepareAndValidate(x, places);
    const indices = flatIndices(backend, places, x.shape);
    const out = gather(backend, x, indices, gatheringOf(x.shape, places));
    backend.disposeData(indices.dataId);
    return out;
  },
};

/** The upstream gradient of tf.gatherND added up where its entries were taken from, in a tensor of the shape of x. */
export function gatherPlacesGradient(upstream: Tensor, places: Tensor, { shape }: Tensor): Tensor {
  return runOp(backward, { upstream, places }, { shape });
}

export const gatherPlacesOps: readonly Op[] = [
  {
    name: backward,
    integerInputs: ["places"],
    run(backend, call) {
      const [shape, places] = [call.shape("shape"), call.input("places")];
      const indices = flatIndices(backend, places, shape);
      const out = scatterSum(backend, shape, call.input("upstream"), indices, gatheringOf(shape, places));
      backend.disposeData(indices.dataId);
      return out;
    },
  },
];
