import type { Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { type Op, runOp } from "./op.ts";
import { stridedCopy, stridesOf } from "./replacements/strided-copy.ts";

const name = "OfflineRlExpand";

/**
 * A tensor broadcast to a shape: the same data where no entry has to be repeated, else a new tensor. For gradients: it has
 * none itself.
 */
export function expanded(x: Tensor, shape: number[]): Tensor {
  return runOp(name, { x }, { shape });
}

function expand(backend: AcceleratedBackend, x: TensorInfo, shape: number[]): TensorInfo {
  const own = [...new Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
  if (shape.every((size, axis) => size === own[axis])) {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, dtype: x.dtype, shape };
  }
  const out = backend.output(shape, x.dtype);
  const [strides, distances] = [stridesOf(shape), stridesOf(own)];
  const axes = shape.map((size, axis) => ({
    size,
    out: strides[axis]!,
    x: own[axis] === 1 ? 0 : distances[axis]!,
  }));
  stridedCopy(backend, out, x, axes);
  return out;
}

export const expandOps: readonly Op[] = [
  { name, run: (backend, call) => expand(backend, call.input("x"), call.shape("shape")) },
];
