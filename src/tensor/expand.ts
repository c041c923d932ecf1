import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";

const { sizeFromShape } = util;

/**
 * A float32 tensor broadcast to a shape: the same data where no entry has to be repeated, else a new tensor. One launch
 * for each run of neighbouring axes of length 1.
 */
export function expand(backend: AcceleratedBackend, x: TensorInfo, shape: number[]): TensorInfo {
  const own = [...new Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
  const first = shape.findIndex((size, axis) => size !== own[axis]);
  if (first < 0) return { dataId: x.dataId, dtype: x.dtype, shape };
  const after = own.findIndex((size, axis) => axis > first && size !== 1);
  const end = after < 0 ? shape.length : after;
  const inner = own.slice(end);
  const part = backend.output([...shape.slice(0, end), ...inner]);
  const repeats = sizeFromShape(shape.slice(first, end));
  const outer = sizeFromShape(shape.slice(0, first));
  backend.kernels.repeat(backend.address(part), backend.address(x), outer, repeats, sizeFromShape(inner));
  const whole = expand(backend, part, shape);
  if (whole.dataId !== part.dataId) backend.disposeData(part.dataId);
  return whole;
}
