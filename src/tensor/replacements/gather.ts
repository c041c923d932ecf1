import { backend_util, type NamedAttrMap, type Tensor, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "../backend.ts";
import { type Op, runOp } from "../op.ts";
import { bitsOf } from "./bits.ts";
import { isNumeric } from "./numeric.ts";
import { callKernel, type Replacement } from "./replacement.ts";

const backward = "OfflineRlGatherGradient";

/** x seen as [batch, outer, length, inner], indices as [batch, taken], the result as [batch, outer, taken, inner]. */
export interface Gathering {
  readonly batch: number;
  readonly outer: number;
  readonly length: number;
  readonly taken: number;
  readonly inner: number;
  /** Of the result. */
  readonly shape: number[];
}

function gatheringOf(shape: number[], indices: TensorInfo, { axis, batchDims }: NamedAttrMap): Gathering {
  const along = util.parseAxisParam(Number(axis), shape)[0]!;
  const x = { ...indices, shape };
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

/** Takes runs of x by int32 indices; what an index outside 0 … length − 1 gives is NaN, or 0 in int32 and bool. */
export function gather(
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
export const gatherKernel: Replacement = {
  name: "GatherV2",
  run(backend, inputs, attributes, stock) {
    const [x, indices] = [inputs.x!, inputs.indices!];
    if (!isNumeric(x)) return callKernel(stock, backend, inputs, attributes);
    return gather(backend, x, indices, gatheringOf(x.shape, indices, attributes));
  },
};

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

/** A tensor of a shape in which the runs of `upstream` are added up where `gather` would take them from. */
export function scatterSum(
  backend: AcceleratedBackend,
  shape: number[],
  upstream: TensorInfo,
  indices: TensorInfo,
  { batch, outer, length, taken, inner }: Gathering,
): TensorInfo {
  const out = backend.output(shape);
  if (backend.sizeOf(out) === 0) return out;
  const [to, from, at] = [backend.address(out), backend.address(upstream), backend.address(indices)];
  backend.kernels.scatterSum(to, from, at, batch, outer, length, taken, inner);
  return out;
}

export const gatherOps: readonly Op[] = [
  {
    name: backward,
    integerInputs: ["indices"],
    run(backend, call) {
      const [shape, indices] = [call.shape("shape"), call.input("indices")];
      const attributes = { axis: call.number("axis"), batchDims: call.number("batchDims") };
      const plan = gatheringOf(shape, indices, attributes);
      return scatterSum(backend, shape, call.input("upstream"), indices, plan);
    },
  },
];
