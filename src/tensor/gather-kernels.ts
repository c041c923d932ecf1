import { backend_util, type NamedAttrMap, type Tensor, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { bitsOf } from "./bits.ts";
import { type Op, runOp } from "./op.ts";
import { callKernel, type Replacement } from "./replacement.ts";
import { isMovable } from "./strided-copy.ts";

const backward = "OfflineRlGatherGradient";

/** x seen as [batch, outer, length, inner], indices as [batch, taken], the result as [batch, outer, taken, inner]. */
interface Gathering {
  readonly batch: number;
  readonly outer: number;
  readonly length: number;
  readonly taken: number;
  readonly inner: number;
  readonly shape: number[];
}

function gatheringOf(x: TensorInfo, indices: TensorInfo, { axis, batchDims }: NamedAttrMap): Gathering {
  const along = util.parseAxisParam(Number(axis), x.shape)[0]!;
  const plan = backend_util.segment_util.collectGatherOpShapeInfo(x, indices, along, Number(batchDims));
  return {
    batch: plan.batchSize,
    outer: plan.outerSize,
    length: plan.dimSize,
    taken: util.sizeFromShape(indices.shape) / plan.batchSize,
    inner: plan.sliceSize,
    shape: plan.outputShape,
  };
}

function gather(
  backend: AcceleratedBackend,
  x: TensorInfo,
  indices: TensorInfo,
  { batch, outer, length, taken, inner, shape }: Gathering,
): TensorInfo {
  const out = backend.output(shape, x.dtype);
  if (backend.sizeOf(out) === 0) return out;
  const missing = bitsOf(x.dtype === "float32" ? Number.NaN : 0, x.dtype);
  const kernel = backend.kernels[x.dtype === "bool" ? "gatherBool" : "gather"];
  const [to, from, at] = [backend.address(out), backend.address(x), backend.address(indices)];
  kernel(to, from, at, batch, outer, length, taken, inner, missing);
  return out;
}

/**
 * tf.gather along any axis, with batchDims. Indices are data, which a captured function reads anew: an index outside
 * 0 … length − 1 gives NaN, or 0 in an int32 or bool tensor. tfjs-backend-wasm refuses it, for which it reads the indices
 * in JavaScript, and takes wrong rows with batchDims.
 */
const gatherKernel: Replacement = {
  name: "GatherV2",
  run(backend, inputs, attributes, stock) {
    const [x, indices] = [inputs.x!, inputs.indices!];
    if (!isMovable(x)) return callKernel(stock, backend, inputs, attributes);
    return gather(backend, x, indices, gatheringOf(x, indices, attributes));
  },
};

/** Places in the leading axes of a shape as indices into these axes seen as one; −1 for a place outside. */
function flatIndices(backend: AcceleratedBackend, places: TensorInfo, sizes: readonly number[]): TensorInfo {
  const out = backend.output(places.shape.slice(0, -1), "int32");
  const [count, depth] = [backend.sizeOf(out), sizes.length];
  sizes.forEach((size, axis) => {
    backend.kernels.foldIndex(backend.address(out), backend.address(places), count, depth, axis, size);
  });
  return out;
}

/** tf.gatherND. A place outside of x gives NaN, or 0 in an int32 or bool tensor. */
const gatherPlacesKernel: Replacement = {
  name: "GatherNd",
  run(backend, inputs, attributes, stock) {
    const [x, places] = [inputs.params!, inputs.indices!];
    if (!isMovable(x)) return callKernel(stock, backend, inputs, attributes);
    const depth = places.shape.at(-1)!;
    const [outer, rest] = [x.shape.slice(0, depth), x.shape.slice(depth)];
    const indices = flatIndices(backend, places, outer);
    const plan = {
      batch: 1,
      outer: 1,
      length: util.sizeFromShape(outer),
      taken: backend.sizeOf(indices),
      inner: util.sizeFromShape(rest),
      shape: [...indices.shape, ...rest],
    };
    const out = gather(backend, x, indices, plan);
    backend.disposeData(indices.dataId);
    return out;
  },
};

export const gatherKernels: readonly Replacement[] = [gatherKernel, gatherPlacesKernel];

/** The upstream gradient of tf.gather added up where its entries were taken from, in a tensor of the shape of x. */
export function gatherGradient(
  upstream: Tensor,
  indices: Tensor,
  x: TensorInfo,
  { axis, batchDims }: NamedAttrMap,
): Tensor {
  return runOp(
    backward,
    { upstream, indices },
    { shape: x.shape, axis: Number(axis), batchDims: Number(batchDims) },
  );
}

export const gatherOps: readonly Op[] = [
  {
    name: backward,
    integerInputs: ["indices"],
    run(backend, call) {
      const [upstream, indices] = [call.input("upstream"), call.input("indices")];
      const out = backend.output(call.shape("shape"));
      if (backend.sizeOf(out) === 0) return out;
      const attributes = { axis: call.number("axis"), batchDims: call.number("batchDims") };
      const { batch, outer, length, taken, inner } = gatheringOf(out, indices, attributes);
      const [to, from, at] = [out, upstream, indices].map((tensor) => backend.address(tensor));
      backend.kernels.scatterSum(to!, from!, at!, batch, outer, length, taken, inner);
      return out;
    },
  },
];
